/** log (1 + Σ exp l) over the logits of one column. */
export function columnLogPartition(logits: Float64Array, start: number, end: number): number {
  let max = 0;
  for (let a = start; a < end; a++) max = Math.max(max, logits[a]!);
  let sum = Math.exp(-max);
  for (let a = start; a < end; a++) sum += Math.exp(logits[a]! - max);
  return max + Math.log(sum);
}
