import { checkCount } from "@ebm/core/check";
import type { RankingStructure } from "../structure.js";
import { topRankings } from "./top-rankings.js";

export interface PartialRankingsOptions {
  /**
   * The weights w of the ranks, the best first; strictly decreasing, and above 0.
   * Default: 1, 1 − 1/top, …, 1/top.
   */
  readonly weights?: readonly number[];
}

/**
 * The rankings of the best `top` of `size` labels. As in a permutahedron, the coordinate of a label is
 * the weight of its rank,
 *
 *   y[label] = w[rank(label)] for the top labels, and 0 for the others.
 *
 * An elementary move exchanges two labels of adjacent ranks, or replaces the last ranked label by an
 * unranked one. `isExact` if a sum over subsets takes at most 24,576 terms, such as 12 of 12 labels or
 * 3 of 36.
 *
 * `encode` takes full rankings too, and drops their lower ranks. `decode` gives unranked labels the
 * rank `top`.
 */
export function partialRankings(
  size: number,
  top: number,
  { weights = evenWeights(top) }: PartialRankingsOptions = {},
): RankingStructure {
  const name = `partialRankings(${size}, ${top})`;
  checkCount(name, { size });
  checkCount(name, { top }, { most: size });
  return topRankings(name, { size, top, weights });
}

function evenWeights(top: number): number[] {
  return Array.from({ length: Math.max(0, top) }, (_, rank) => 1 - rank / top);
}
