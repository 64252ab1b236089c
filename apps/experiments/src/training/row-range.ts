import type { MatrixLike } from "@ebm/core/matrix";
import { type Matrix, takeRows } from "@ebm/datasets";

/** Returns a copy of the rows from `start` to before `end`, or to the last row if there are fewer. */
export function rowRange(matrix: MatrixLike, start: number, end: number): Matrix {
  const length = Math.min(end, matrix.shape[0]) - start;
  return takeRows(
    matrix,
    Uint32Array.from({ length }, (_, i) => start + i),
  );
}
