import { EbmError } from "@ebm/core/errors";

/** Points of ℝᵈ, packed row by row: a matrix of @ebm/datasets is one. */
export interface Points {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [rows: number, dim: number];
}

/**
 * @throws {EbmError} Unless there are as many numbers as the shape says, all finite, that differ
 *   along each coordinate.
 */
export function checkPoints(where: string, points: Points): void {
  const { data, shape } = points ?? {};
  if (!(typeof data === "object" && data?.length >= 0 && shape?.length === 2)) {
    const came = Array.isArray(points) ? "an array" : points ? "an object" : points;
    throw new EbmError(
      `${where}: \`points\` is ${came}, expected { data, shape: [rows, dim] } with an array of numbers.`,
    );
  }
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

function hasSpread({ data, shape: [rows, dim] }: Points, j: number): boolean {
  for (let i = 1; i < rows; i++) if (data[i * dim + j] !== data[j]) return true;
  return false;
}
