import { ShapeError } from "@ebm/core";

/** Returns dim from the number of scores of `pairwiseEnergy`, dim·(dim + 1)/2. */
export function pairwiseDim(where: string, terms: number): number {
  const dim = (Math.sqrt(8 * terms + 1) - 1) / 2;
  if (Number.isInteger(dim) && dim > 0) return dim;
  throw new ShapeError(
    `${where}: \`scores\` has ${terms} columns, expected dim·(dim + 1)/2 for some dim.`,
  );
}

/** Returns the index of Uᵢⱼ among the scores, for i < j. */
export function pairAt(dim: number, [i, j]: readonly [number, number]): number {
  return dim + (i * (2 * dim - i - 1)) / 2 + (j - i - 1);
}
