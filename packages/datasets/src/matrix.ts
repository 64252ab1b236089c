import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";

/** Rows of equal length, packed: row i is `data.subarray(i * columns, (i + 1) * columns)`. */
export interface Matrix {
  readonly data: Float32Array;
  readonly shape: readonly [rows: number, columns: number];
}

/** The rows of a matrix at `indices`, in that order, copied. */
export function takeRows(
  { data, shape: [rows, columns] }: MatrixLike,
  indices: ArrayLike<number>,
): Matrix {
  const taken = new Float32Array(indices.length * columns);
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!;
    if (!(Number.isInteger(row) && row >= 0 && row < rows)) {
      throw new EbmError(`takeRows: \`indices\` has ${row}, expected a row from 0 to ${rows - 1}.`);
    }
    for (let j = 0; j < columns; j++) taken[i * columns + j] = data[row * columns + j]!;
  }
  return { data: taken, shape: [indices.length, columns] };
}

/** Rows that were read one by one, as a matrix. */
export function packRows(rows: readonly Float32Array[], columns: number): Matrix {
  const data = new Float32Array(rows.length * columns);
  for (const [i, row] of rows.entries()) data.set(row, i * columns);
  return { data, shape: [rows.length, columns] };
}
