import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/** The rows and columns of a matrix of zeros and ones, checked. */
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
      `${where}: \`${name}\` has shape [${rows}, ${columns}] and ${data.length} entries, expected rows · columns of them, and at least one.`,
    );
  }
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0 || data[i] === 1) continue;
    const at = `[${Math.floor(i / columns)}, ${i % columns}]`;
    throw new EbmError(`${where}: \`${name}\` has ${data[i]} at ${at}, expected 0 or 1.`);
  }
  return [rows, columns];
}
