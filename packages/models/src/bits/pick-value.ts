/** Returns the first index, counted from `start`, at which the cumulative probability exceeds u. */
export function pickValue(
  logProbs: ArrayLike<number>,
  u: number,
  start = 0,
  end: number = logProbs.length,
): number {
  let rest = u;
  for (let i = start; i < end - 1; i++) {
    rest -= Math.exp(logProbs[i]!);
    if (rest < 0) return i - start;
  }
  return end - 1 - start;
}
