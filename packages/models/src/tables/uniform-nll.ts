import type { Matrix } from "@ebm/datasets";

/**
 * The NLL, in nats a row, if all values between the smallest and the largest of a column, and all
 * its categories, are equally likely.
 *
 * @param steps The resolution of each column of numbers, which its range is wider by.
 * @param categories Number of categories of each column; 0 for numbers. Default: numbers only.
 */
export function uniformNll(
  { data, shape: [rows, width] }: Matrix,
  steps: readonly number[],
  categories: readonly number[] = [],
): number {
  return steps.reduce((sum, step, j) => {
    const count = categories[j] ?? 0;
    if (count > 0) return sum + Math.log(count);
    let [low, high] = [Infinity, -Infinity];
    for (let row = 0; row < rows; row++) {
      const value = data[row * width + j]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return sum + Math.log(high - low + step);
  }, 0);
}
