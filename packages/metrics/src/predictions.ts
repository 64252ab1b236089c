import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/** What a model said and what was so, row for row. */
export interface Predictions {
  readonly predicted: MatrixLike;
  readonly actual: MatrixLike;
}

/**
 * The common shape of two matrices whose entries all pass.
 *
 * @throws {EbmError} If the shapes differ, a row or column is wanting, or an entry does not pass.
 */
export function checkPredictions(
  where: string,
  { predicted, actual }: Predictions,
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

/** What indicator matrices hold: 1 where a row has a label, 0 elsewhere. */
export const indicators = {
  entries: "0 or 1",
  passes: (value: number): boolean => value === 0 || value === 1,
} as const;
