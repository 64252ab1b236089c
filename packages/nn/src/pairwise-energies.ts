import { pairAt } from "./pairwise-layout.js";

/**
 * Returns the `pairwiseEnergy` of every y ∈ {0, 1}ᵈ for one x, in float64. Entry i of y is bit i of
 * its index, as everywhere in these packages.
 *
 * Each entry of y doubles the number of vectors: their energies with and without the entry differ by
 * its gain. This takes O(2ᵈ) additions, like a walk along a Gray code, but each energy has at most d
 * rounding errors. A walk would accumulate them from the first vector to the last.
 *
 * @param scores u, then Uᵢⱼ for i < j, row by row; or u alone, for a `unaryEnergy`.
 * @param dim d, the length of y.
 * @returns Length 2ᵈ.
 */
export function pairwiseEnergies(scores: ArrayLike<number>, dim: number): Float64Array {
  const energies = new Float64Array(2 ** dim);
  const gains = new Float64Array(2 ** Math.max(0, dim - 1));
  const hasPairs = scores.length > dim;
  for (let j = 0; j < dim; j++) {
    // gains[y] is the gain of entry j, given the entries of y that come before it
    gains.fill(scores[j]!, 0, 2 ** j);
    for (let i = 0; hasPairs && i < j; i++) {
      const coupling = scores[pairAt(dim, [i, j])]!;
      for (let y = 0; y < 2 ** i; y++) gains[2 ** i + y] = gains[y]! + coupling;
    }
    for (let y = 0; y < 2 ** j; y++) energies[2 ** j + y] = energies[y]! - gains[y]!;
  }
  return energies;
}
