import type { Matrix } from "@ebm/datasets";

/** −log of the probability of independent labels, of each row; NaN in y does not count. */
export function multilabelLosses(
  logits: Matrix,
  { data, shape: [rows, labels] }: Matrix,
): Float64Array {
  const losses = new Float64Array(rows);
  for (let i = 0; i < data.length; i++) {
    if (Number.isNaN(data[i]!)) continue;
    const logit = logits.data[i]!;
    const loss = Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - data[i]! * logit;
    losses[Math.floor(i / labels)]! += loss;
  }
  return losses;
}

/** The mean of numbers. */
export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
