import { EbmError } from "./errors.js";

/** A matrix, packed row by row, in any array of numbers. */
export interface MatrixLike {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [rows: number, columns: number];
}

/** Checks that all values are packed matrices. Arrays of arrays are refused. */
export function checkMatrix(where: string, matrices: Readonly<Record<string, MatrixLike>>): void {
  for (const [name, matrix] of Object.entries(matrices)) {
    const isPacked = typeof matrix?.data === "object" && matrix.data !== null;
    if (isPacked && matrix.shape?.length === 2) continue;
    const actual = Array.isArray(matrix) ? "an array" : matrix ? "an object" : matrix;
    throw new EbmError(
      `${where}: \`${name}\` is ${actual}, expected { data, shape: [rows, columns] }.`,
    );
  }
}
