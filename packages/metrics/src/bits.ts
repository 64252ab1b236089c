import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/** Checks a matrix of zeros and ones, and returns its numbers of rows and columns. */
export function checkBits(
  where: string,
  name: string,
  matrix: MatrixLike,
): readonly [rows: number, columns: number] {
  checkMatrix(where, { [name]: matrix });
  const {
    data,
    shape: [rows, columns],
  } = matrix;
  if (!(rows >= 1 && columns >= 1) || data.length !== rows * columns) {
    throw new EbmError(
      `${where}: \`${name}\` has shape [${rows}, ${columns}] and ${data.length} entries, expected rows · columns entries, and at least one row and column.`,
    );
  }
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0 || data[i] === 1) continue;
    const at = `[${Math.floor(i / columns)}, ${i % columns}]`;
    throw new EbmError(`${where}: \`${name}\` has ${data[i]} at ${at}, expected 0 or 1.`);
  }
  return [rows, columns];
}
