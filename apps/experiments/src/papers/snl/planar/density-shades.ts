/** Shades of a density in pictures: √p, where 1 is nearly the largest of the true density. */
export function densityShades(density: ArrayLike<number>, truth: Float64Array): number[] {
  const seen = truth.filter((p) => p > 0).toSorted();
  const top = seen[Math.floor(0.98 * (seen.length - 1))]!;
  return Array.from(density, (p) => Math.sqrt(p / top));
}
