import { EbmError } from "@ebm/core";
import { pairAt, pairwiseDim } from "./pairwise-layout.js";

/** Of p(y) ∝ exp(−E(y)) on {0, 1}ᵈ. */
export interface ExactPairwise {
  /** A y of lowest energy. */
  readonly argmax: number[];
  /** log Σ over y of exp(−E(y)). */
  readonly logPartition: number;
  /** E[yᵢ], then E[yᵢyⱼ] for i < j: the gradient of the log-partition in the scores. */
  readonly marginals: Float64Array;
}

/**
 * What holds of a `pairwiseEnergy` of up to 20 entries, by a sum over all 2ᵈ vectors in float64:
 * what inference of every other kind is held to.
 *
 * An entry at a time doubles the vectors: the energies of those that have it are those of the
 * others and what it adds. Like a walk by a Gray code this is O(d·2ᵈ) additions, marginals
 * included; but no energy is more than d roundings away from its scores, where such a walk
 * carries its own from the first vector to the last. It takes 12 bytes for each vector.
 *
 * @param scores u, then Uᵢⱼ for i < j, row by row: of one x. Length dim·(dim + 1)/2.
 *
 * @throws {EbmError} If there are more entries.
 */
export function exactPairwise(scores: ArrayLike<number>): ExactPairwise {
  const dim = pairwiseDim("exactPairwise", scores.length);
  if (dim > 20) {
    throw new EbmError(`exactPairwise: \`scores\` are of ${dim} entries, expected 20 or fewer.`);
  }
  const mass = affinities(scores, dim);
  let best = 0;
  for (let y = 1; y < mass.length; y++) if (mass[y]! > mass[best]!) best = y;
  const max = mass[best]!;
  for (let y = 0; y < mass.length; y++) mass[y] = Math.exp(mass[y]! - max);

  sumOverSupersets(mass, dim);
  const total = mass[0]!;
  const marginals = new Float64Array(scores.length);
  for (let j = 0; j < dim; j++) {
    marginals[j] = mass[2 ** j]! / total;
    for (let i = 0; i < j; i++) marginals[pairAt(dim, [i, j])] = mass[2 ** i + 2 ** j]! / total;
  }
  return {
    argmax: Array.from({ length: dim }, (_, i) => (best >> i) & 1),
    logPartition: max + Math.log(total),
    marginals,
  };
}

/** −E(y), bit i of an index being yᵢ: each entry doubles the vectors, and adds what it gains. */
function affinities(scores: ArrayLike<number>, dim: number): Float64Array {
  const affinity = new Float64Array(2 ** dim);
  const gain = new Float64Array(2 ** (dim - 1));
  for (let j = 0; j < dim; j++) {
    // of entry j, beside those before it
    gain[0] = scores[j]!;
    for (let i = 0; i < j; i++) {
      const coupling = scores[pairAt(dim, [i, j])]!;
      for (let y = 0; y < 2 ** i; y++) gain[2 ** i + y] = gain[y]! + coupling;
    }
    for (let y = 0; y < 2 ** j; y++) affinity[2 ** j + y] = affinity[y]! + gain[y]!;
  }
  return affinity;
}

/** Replaces the mass of each set by that of all sets that have it in them. */
function sumOverSupersets(mass: Float64Array, dim: number): void {
  for (let i = 0; i < dim; i++) {
    const bit = 2 ** i;
    for (let from = 0; from < mass.length; from += 2 * bit) {
      for (let y = from; y < from + bit; y++) mass[y]! += mass[y + bit]!;
    }
  }
}
