/**
 * Returns the value below which a fraction of the values lies. Interpolates linearly between two
 * values.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}

/** Returns the median of the window around an index. Near an end, the window is cut off. */
export function runningMedian(values: readonly number[], window: number, index: number): number {
  const reach = (window - 1) / 2;
  return quantile(values.slice(Math.max(0, index - reach), index + reach + 1), 0.5);
}
