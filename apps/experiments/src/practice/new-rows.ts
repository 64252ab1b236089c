import type { Matrix } from "@ebm/datasets";

/** The rows of `test` that equal no row of `train`, where matrices have a part of each row. */
export function newRows(train: readonly Matrix[], test: readonly Matrix[]): Int32Array {
  const seen = new Set(Array.from(rowsOf(train), (row) => textOf(train, row)));
  return rowsOf(test).filter((row) => !seen.has(textOf(test, row)));
}

const rowsOf = ([first]: readonly Matrix[]): Int32Array =>
  Int32Array.from({ length: first!.shape[0] }, (_, row) => row);

const textOf = (parts: readonly Matrix[], row: number): string =>
  parts
    .map(({ data, shape: [, width] }) => data.subarray(row * width, (row + 1) * width).join())
    .join();
