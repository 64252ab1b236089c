/**
 * Computes the largest error of values against their reference:
 *
 *   absolute  |a − r|,   relative  |a − r| / max(|r|, scale).
 *
 * Both are infinite if only one of a and r is NaN, or only one of them is infinite.
 */
export function largestError(
  actual: ArrayLike<number>,
  reference: ArrayLike<number>,
  scale: number,
): { readonly absolute: number; readonly relative: number } {
  let [absolute, relative] = [0, 0];
  for (let i = 0; i < reference.length; i++) {
    const [a, r] = [actual[i]!, reference[i]!];
    if (a === r) continue;
    const difference = Math.abs(a - r);
    absolute = Math.max(absolute, orInfinite(difference));
    relative = Math.max(relative, orInfinite(difference / Math.max(Math.abs(r), scale)));
  }
  return { absolute, relative };
}

function orInfinite(error: number): number {
  return Number.isNaN(error) ? Infinity : error;
}
