import { quantile } from "./quantile.js";

/** The median of the window around an index; towards an end, of what there is of it. */
export function runningMedian(values: readonly number[], window: number, index: number): number {
  const reach = (window - 1) / 2;
  return quantile(values.slice(Math.max(0, index - reach), index + reach + 1), 0.5);
}
