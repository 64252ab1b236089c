import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { checkBits } from "./bits.js";

/**
 * Counts how often each of the 2ᵈ states occurs among rows of bits, in the order of `binaryStates`.
 *
 * @param rows Zeros and ones. Shape [rows, d], with d at most 24.
 */
export function stateCounts(rows: MatrixLike): Float64Array {
  const [count, dim] = checkBits("stateCounts", "rows", rows);
  if (dim > 24) throw new EbmError(`stateCounts: \`rows\` has ${dim} columns, expected up to 24.`);
  const counts = new Float64Array(2 ** dim);
  for (let row = 0; row < count; row++) {
    let state = 0;
    for (let i = dim - 1; i >= 0; i--) state = 2 * state + rows.data[row * dim + i]!;
    counts[state] = counts[state]! + 1;
  }
  return counts;
}
