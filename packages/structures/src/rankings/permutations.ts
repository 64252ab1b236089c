import { checkSize } from "../check-size.js";
import type { RankingStructure } from "../structure.js";
import { topRankings } from "./top-rankings.js";

export interface PermutationsOptions {
  /** w, the weight of each rank, the best first; strictly decreasing. */
  readonly weights?: readonly number[];
}

/**
 * The rankings of `size` labels as the vertices of a permutahedron: the coordinate of a label
 * is the weight of its rank, y[label] = w[rank(label)], largest for the best. An elementary
 * move exchanges two labels of adjacent ranks.
 *
 * By default the weights run evenly from 1 down to −1. To centre them changes no model, since
 * it adds to all ⟨θ, y⟩ alike; to bound them keeps energies of one scale for every `size`.
 */
export function permutations(
  size: number,
  { weights = evenWeights(size) }: PermutationsOptions = {},
): RankingStructure {
  const name = `permutations(${size})`;
  checkSize(name, { size });
  return topRankings(name, { size, top: size, weights });
}

function evenWeights(size: number): number[] {
  if (size === 1) return [0];
  return Array.from({ length: size }, (_, rank) => 1 - (2 * rank) / (size - 1));
}
