/**
 * Returns shades of a density for pictures: √p, where 1 is near the maximum of the true density.
 */
export function densityShades(density: ArrayLike<number>, truth: Float64Array): number[] {
  const seen = truth.filter((p) => p > 0).toSorted();
  const top = seen[Math.floor(0.98 * (seen.length - 1))]!;
  return Array.from(density, (p) => Math.sqrt(p / top));
}
