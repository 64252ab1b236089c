/** The value below which a share of the values lies, linear between two of them. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}

/** The median of the window around an index; towards an end, of what there is of it. */
export function runningMedian(values: readonly number[], window: number, index: number): number {
  const reach = (window - 1) / 2;
  return quantile(values.slice(Math.max(0, index - reach), index + reach + 1), 0.5);
}
