/**
 * E(y) = −Σᵢ uᵢyᵢ − Σ over i < j of Uᵢⱼyᵢyⱼ of every y ∈ {0, 1}ᵏ, bit i of an index being yᵢ, in
 * float64 and in O(2ᵏ) additions: each label doubles the subsets, and adds to the copies what it
 * gains from those before it.
 *
 * @param scores u, then Uᵢⱼ for i < j, row by row, as `pairwiseEnergy` takes them; or u alone.
 */
export function subsetEnergies(scores: ArrayLike<number>, size: number): Float64Array {
  const energies = new Float64Array(2 ** size);
  const gains = new Float64Array(2 ** size);
  const pairwise = scores.length > size;
  for (let label = 0; label < size; label++) {
    // gains[y] = Σ over i in y of U between i and the label, for y of the labels before
    for (let i = 0; pairwise && i < label; i++) {
      const coupling = scores[size + (i * (2 * size - i - 1)) / 2 + (label - i - 1)]!;
      for (let y = 0; y < 2 ** i; y++) gains[2 ** i + y] = gains[y]! + coupling;
    }
    for (let y = 0; y < 2 ** label; y++) {
      energies[2 ** label + y] = energies[y]! - scores[label]! - gains[y]!;
    }
  }
  return energies;
}
