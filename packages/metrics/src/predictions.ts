import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/** The predictions of a model and the actual values, row by row. */
export interface Predictions {
  readonly predicted: MatrixLike;
  readonly actual: MatrixLike;
  /** 1 where an entry of `actual` is known, else 0. Unknown entries do not count. Default: all known. */
  readonly known?: MatrixLike | undefined;
  /** The weight of each row. Default: ones. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** Returns the weight of an entry: the weight of its row, or 0 if it is not known. */
export function entryWeight({ known, weights }: Predictions, i: number, columns: number): number {
  return (known?.data[i] ?? 1) * (weights?.[Math.floor(i / columns)] ?? 1);
}

/** Computes the weighted mean of one value per row. */
export function meanOverRows(
  { weights }: Predictions,
  rows: number,
  value: (row: number) => number,
): number {
  let [sum, total] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    sum += weight * value(row);
    total += weight;
  }
  return sum / total;
}

/**
 * Checks the shapes and entries of two matrices, and returns their common shape.
 *
 * @throws {EbmError} If the shapes differ, if there is no row or column, or if an entry is refused.
 */
export function checkPredictions(
  where: string,
  { predicted, actual, known, weights }: Predictions,
  { entries, passes }: { readonly entries: string; passes(value: number): boolean },
): readonly [rows: number, columns: number] {
  checkMatrix(where, { predicted, actual });
  const [rows, columns] = actual.shape;
  if (rows < 1 || columns < 1) {
    throw new EbmError(
      `${where}: \`actual\` has shape [${rows}, ${columns}], expected at least one row and column.`,
    );
  }
  if (predicted.shape[0] !== rows || predicted.shape[1] !== columns) {
    throw new EbmError(
      `${where}: \`predicted\` has shape [${predicted.shape.join(", ")}], expected [${rows}, ${columns}] as \`actual\`.`,
    );
  }
  for (const [name, size, expected] of [
    ["known", known?.data.length, rows * columns],
    ["weights", weights?.length, rows],
  ] as const) {
    if (size === undefined || size === expected) continue;
    throw new EbmError(`${where}: \`${name}\` has ${size} entries, expected ${expected}.`);
  }
  for (const [name, { data }] of Object.entries({ predicted, actual })) {
    if (data.length !== rows * columns) {
      throw new EbmError(
        `${where}: \`${name}.data\` has ${data.length} entries, expected ${rows} · ${columns}.`,
      );
    }
    for (let i = 0; i < data.length; i++) {
      if (passes(data[i]!)) continue;
      const at = `[${Math.floor(i / columns)}, ${i % columns}]`;
      throw new EbmError(`${where}: \`${name}\` has ${data[i]} at ${at}, expected ${entries}.`);
    }
  }
  return [rows, columns];
}

/** The entries of an indicator matrix: 1 where a row has a label, 0 elsewhere. */
export const indicators = {
  entries: "0 or 1",
  passes: (value: number): boolean => value === 0 || value === 1,
} as const;
