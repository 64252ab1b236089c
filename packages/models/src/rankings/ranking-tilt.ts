import { bitCount } from "./choice-sums.js";

/** A fitted energy of `placeTilt`, as plain data. */
export interface RankingTilt {
  /** θ, row by row. Shape [labels, labels]. */
  readonly pairs: Float32Array;
  /** A, row by row. Shape [labels, places]. */
  readonly places: Float32Array;
}

/**
 * Computes what the energy adds to the log-weight of an order when label i is chosen after a set: that
 * of its place, and of its order to the labels that are left. Shape [sets, labels].
 */
export function tiltTerms({ pairs, places }: RankingTilt, fromLast: boolean): Float64Array {
  const labels = Math.sqrt(pairs.length);
  const terms = new Float64Array(2 ** labels * labels);
  for (let set = 0; set < 2 ** labels; set++) {
    const chosen = bitCount(set);
    const place = fromLast ? labels - 1 - chosen : chosen;
    for (let i = 0; i < labels; i++) {
      if ((set >> i) & 1) continue;
      let sum = places[i * labels + place]!;
      for (let j = 0; j < labels; j++) {
        if (j === i || (set >> j) & 1) continue;
        const theta = pairs[Math.min(i, j) * labels + Math.max(i, j)]!;
        // i comes before j, or after it if the last place is chosen first
        sum += i < j === fromLast ? -theta : theta;
      }
      terms[set * labels + i] = sum;
    }
  }
  return terms;
}
