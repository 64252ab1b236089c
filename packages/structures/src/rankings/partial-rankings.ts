import { EbmError } from "@ebm/core";
import { checkSize } from "../check-size.js";
import type { RankingStructure } from "../structure.js";
import { topRankings } from "./top-rankings.js";

export interface PartialRankingsOptions {
  /** w, the weight of each rank, the best first; strictly decreasing, and above 0. */
  readonly weights?: readonly number[];
}

/**
 * The top-`top` rankings of `size` labels: the best so many labels in order, the others left
 * out. As in a permutahedron a label's coordinate is the weight of its rank,
 *
 *   y[label] = w[rank(label)] for the top labels, and 0 for the others,
 *
 * by default w = 1, 1 − 1/top, …, 1/top. An elementary move exchanges two labels of adjacent
 * ranks, or the last that has a rank for one that has none.
 *
 * `encode` takes full rankings too, whose lower ranks it leaves out; `decode` gives the labels
 * left out the rank `top`.
 */
export function partialRankings(
  size: number,
  top: number,
  { weights = evenWeights(top) }: PartialRankingsOptions = {},
): RankingStructure {
  const name = `partialRankings(${size}, ${top})`;
  checkSize(name, { size });
  if (!Number.isInteger(top) || top < 1 || top > size) {
    throw new EbmError(`${name}: \`top\` is ${top}, expected an integer from 1 to ${size}.`);
  }
  return topRankings(name, { size, top, weights });
}

function evenWeights(top: number): number[] {
  return Array.from({ length: Math.max(0, top) }, (_, rank) => 1 - rank / top);
}
