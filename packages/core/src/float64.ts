/**
 * Computes log Σ exp(x).
 *
 * @returns NaN if a number is NaN; otherwise +∞ if one is +∞; −∞ if there are none or all are −∞.
 */
export function logSumExp(x: ArrayLike<number>): number {
  let max = -Infinity;
  for (let i = 0; i < x.length; i++) max = Math.max(max, x[i]!);
  if (max === -Infinity || max === Infinity) return max;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += Math.exp(x[i]! - max);
  return max + Math.log(sum);
}

/** Computes the log of the mean of exp(x). NaN if there are no numbers. */
export function logMeanExp(x: ArrayLike<number>): number {
  return logSumExp(x) - Math.log(x.length);
}

/** Computes the mean; NaN if there are no numbers. */
export function mean(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]!;
  return sum / x.length;
}
