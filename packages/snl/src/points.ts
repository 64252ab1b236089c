import { EbmError } from "@ebm/core/errors";

/** Points of ℝᵈ, packed row by row: a matrix of @ebm/datasets is one. */
export interface Points {
  readonly data: ArrayLike<number>;
  readonly shape: readonly [rows: number, dim: number];
}

/** @throws {EbmError} Unless there are rows, as many numbers as the shape says, all finite. */
export function checkPoints(where: string, { data, shape: [rows, dim] }: Points): void {
  if (!(rows >= 1 && dim >= 1 && data.length === rows * dim)) {
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
}
