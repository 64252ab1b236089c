import type { MatrixLike } from "@ebm/core/matrix";
import fc from "fast-check";
import type { Predictions } from "../src/index.js";

// the same cases in every run
fc.configureGlobal({ seed: 1 });

/** Two matrices of one shape, up to 8 × 6. */
export function pairs(
  entry: fc.Arbitrary<number>,
  { minColumns = 1 }: { readonly minColumns?: number } = {},
): fc.Arbitrary<Predictions> {
  return fc
    .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: minColumns, max: 6 }))
    .chain(([rows, columns]) => {
      const size = rows * columns;
      const matrix = fc
        .array(entry, { minLength: size, maxLength: size })
        .map((data): MatrixLike => ({ data, shape: [rows, columns] }));
      return fc.record({ predicted: matrix, actual: matrix });
    });
}

/** Returns the rows of a matrix as plain arrays. */
export function rowsOf({ data, shape: [rows, columns] }: MatrixLike): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => data[i * columns + j]!),
  );
}

/** Returns the columns of a matrix as plain arrays. */
export function columnsOf(matrix: MatrixLike): number[][] {
  const rows = rowsOf(matrix);
  return Array.from({ length: matrix.shape[1] }, (_, j) => rows.map((row) => row[j]!));
}
