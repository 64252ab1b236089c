import { quantile } from "./quantile.js";

/** Returns the smallest and the largest value, with a margin on both sides. */
export function paddedExtent(values: readonly number[]): [number, number] {
  const [least, most] = [quantile(values, 0), quantile(values, 1)];
  const pad = 0.04 * (most - least) || 0.5;
  return [least - pad, most + pad];
}
