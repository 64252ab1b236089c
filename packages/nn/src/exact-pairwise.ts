import { EbmError } from "@ebm/core";
import { pairwiseEnergies } from "./pairwise-energies.js";
import { pairAt, pairwiseDim } from "./pairwise-layout.js";

/** The result of exact inference in p(y) ∝ exp(−E(y)) on {0, 1}ᵈ. */
export interface ExactPairwise {
  /** A y with the lowest energy. */
  readonly argmax: number[];
  /** log Σ over y of exp(−E(y)). */
  readonly logPartition: number;
  /** E[yᵢ], then E[yᵢyⱼ] for i < j: the gradient of the log-partition with respect to the scores. */
  readonly marginals: Float64Array;
}

/**
 * Computes exact inference for a `pairwiseEnergy` of up to 20 entries, by a sum over all 2ᵈ vectors in
 * float64. Use it to check approximate inference.
 *
 * It takes O(d·2ᵈ) additions, including the marginals, and 12 bytes for each vector.
 *
 * @param scores u, then Uᵢⱼ for i < j, row by row, for one x. Length dim·(dim + 1)/2.
 *
 * @throws {EbmError} If there are more than 20 entries.
 */
export function exactPairwise(scores: ArrayLike<number>): ExactPairwise {
  const dim = pairwiseDim("exactPairwise", scores.length);
  if (dim > 20) {
    throw new EbmError(`exactPairwise: \`scores\` are for ${dim} entries, expected 20 or fewer.`);
  }
  const mass = pairwiseEnergies(scores, dim);
  let best = 0;
  for (let y = 1; y < mass.length; y++) if (mass[y]! < mass[best]!) best = y;
  const lowest = mass[best]!;
  for (let y = 0; y < mass.length; y++) mass[y] = Math.exp(lowest - mass[y]!);

  sumOverSupersets(mass, dim);
  const total = mass[0]!;
  const marginals = new Float64Array(scores.length);
  for (let j = 0; j < dim; j++) {
    marginals[j] = mass[2 ** j]! / total;
    for (let i = 0; i < j; i++) marginals[pairAt(dim, [i, j])] = mass[2 ** i + 2 ** j]! / total;
  }
  return {
    argmax: Array.from({ length: dim }, (_, i) => (best >> i) & 1),
    logPartition: Math.log(total) - lowest,
    marginals,
  };
}

/** Replaces the mass of each set by the sum over the sets that contain it. */
function sumOverSupersets(mass: Float64Array, dim: number): void {
  for (let i = 0; i < dim; i++) {
    const bit = 2 ** i;
    for (let from = 0; from < mass.length; from += 2 * bit) {
      for (let y = from; y < from + bit; y++) mass[y]! += mass[y + bit]!;
    }
  }
}
