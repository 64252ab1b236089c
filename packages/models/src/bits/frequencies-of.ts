import type { BitRows } from "./bit-rows.js";

/** The frequency of each indicator, smoothed by one row that has all values alike. Shape [width]. */
export function frequenciesOf({
  columns,
  rows,
  weights,
  total,
  starts,
  ones,
}: BitRows): Float64Array {
  const { levels, columnOf } = columns;
  const sums = Float64Array.from(columnOf, (j) => 1 / levels[j]!);
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) sums[ones[i]!]! += weights[row]!;
  }
  return sums.map((sum) => sum / (total + 1));
}
