import type { Matrix } from "@ebm/datasets";

/**
 * The mean loss of rows if all values are equally likely: the log of the number of values, summed over
 * the known entries of a row.
 */
export function uniformLoss(
  { data, shape: [rows, dim] }: Matrix,
  levels: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    if (!Number.isNaN(data[i]!)) sum += Math.log(levels[i % dim]!);
  }
  return sum / rows;
}
