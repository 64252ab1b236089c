import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/**
 * Checks points in ℝᵈ, packed row by row.
 *
 * @throws {EbmError} Unless there are as many numbers as the shape says, all finite, that differ
 *   along each coordinate.
 */
export function checkPoints(where: string, points: MatrixLike): void {
  checkMatrix(where, { points });
  const { data, shape } = points;
  const [rows, dim] = shape;
  if (!(isCount(rows) && isCount(dim) && data.length === rows * dim)) {
    throw new EbmError(
      `${where}: \`points\` has ${data.length} numbers of shape [${rows}, ${dim}], expected rows·dim of them, at least one row.`,
    );
  }
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(data[i])) continue;
    throw new EbmError(
      `${where}: \`points\` has ${data[i]} in row ${Math.floor(i / dim)}, expected finite numbers.`,
    );
  }
  for (let j = 0; j < dim; j++) {
    if (hasSpread(points, j)) continue;
    throw new EbmError(
      `${where}: \`points\` has ${data[j]} throughout coordinate ${j}, expected numbers that differ.`,
    );
  }
}

function isCount(x: number): boolean {
  return Number.isInteger(x) && x >= 1;
}

function hasSpread({ data, shape: [rows, dim] }: MatrixLike, j: number): boolean {
  for (let i = 1; i < rows; i++) if (data[i * dim + j] !== data[j]) return true;
  return false;
}
