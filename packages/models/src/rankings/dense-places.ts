import { EbmError } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";

/**
 * Numbers the places of each row 0, 1, …: labels that tie share a place.
 *
 * @param ranks Numbers that grow with the place; NaN for labels that a row does not rank. Shape [rows, labels].
 * @returns Places; −1 for labels that a row does not rank. Shape [rows, labels].
 *
 * @throws {EbmError} If a rank is infinite, or there are fewer than two labels.
 */
export function densePlaces({ data, shape }: Matrix): Matrix {
  const [rows, labels] = shape;
  if (labels < 2 || data.length !== rows * labels) {
    throw new EbmError(`densePlaces: \`ranks\` has shape [${shape}], expected two labels or more.`);
  }
  const places = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * labels, (row + 1) * labels);
    const known = [...new Set(own)].filter((rank) => !Number.isNaN(rank)).sort((a, b) => a - b);
    if (!known.every(Number.isFinite)) {
      throw new EbmError(
        `densePlaces: \`ranks\` has ${own.join()} in row ${row}, expected numbers.`,
      );
    }
    const placeOf = new Map(known.map((rank, place) => [rank, place]));
    for (const [j, rank] of own.entries()) places[row * labels + j] = placeOf.get(rank) ?? -1;
  }
  return { data: places, shape };
}
