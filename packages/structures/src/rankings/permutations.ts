import { checkCount } from "@ebm/core/check";
import type { RankingStructure } from "../structure.js";
import { topRankings } from "./top-rankings.js";

export interface PermutationsOptions {
  /**
   * The weights w of the ranks, the best first; strictly decreasing. Default: evenly from 1 down
   * to −1.
   */
  readonly weights?: readonly number[];
}

/**
 * The rankings of `size` labels, as the vertices of a permutahedron: the coordinate of a label
 * is the weight of its rank, y[label] = w[rank(label)], largest for the best. An elementary
 * move exchanges two labels of adjacent ranks. `isExact` up to 12 labels.
 *
 * The default weights are centered, which shifts all ⟨θ, y⟩ equally and so changes no model. They are
 * bounded, so energies have the same scale for every `size`.
 */
export function permutations(
  size: number,
  { weights = evenWeights(size) }: PermutationsOptions = {},
): RankingStructure {
  const name = `permutations(${size})`;
  checkCount(name, { size });
  return topRankings(name, { size, top: size, weights });
}

function evenWeights(size: number): number[] {
  if (size === 1) return [0];
  return Array.from({ length: size }, (_, rank) => 1 - (2 * rank) / (size - 1));
}
