import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/**
 * Checks points in ℝᵈ, packed row by row.
 *
 * @param noise Variances that are added to those of the points. A coordinate with noise may be constant.
 * @throws {EbmError} If the number of entries does not match the shape, one is not finite, or a
 *   coordinate is constant.
 */
export function checkPoints(where: string, points: MatrixLike, noise?: ArrayLike<number>): void {
  checkMatrix(where, { points });
  const { data, shape } = points;
  const [rows, dim] = shape;
  if (!(isCount(rows) && isCount(dim) && data.length === rows * dim)) {
    throw new EbmError(
      `${where}: \`points\` has ${data.length} numbers of shape [${rows}, ${dim}], expected rows·dim numbers and at least one row.`,
    );
  }
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(data[i])) continue;
    throw new EbmError(
      `${where}: \`points\` has ${data[i]} in row ${Math.floor(i / dim)}, expected finite numbers.`,
    );
  }
  for (let j = 0; j < dim; j++) {
    if (hasSpread(points, j) || (noise?.[j] ?? 0) > 0) continue;
    throw new EbmError(
      `${where}: \`points\` has ${data[j]} in every row of coordinate ${j}, expected different numbers.`,
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
