import type * as tf from "@tensorflow/tfjs-core";
import { pairwiseSweep } from "./pairwise-sweep.js";
import { lowestOf, pairwiseTerms, threeStarts } from "./pairwise-terms.js";

export interface PairwiseCoordinateDescentOptions {
  /**
   * The starting points, in [0, 1]ᵈ. Shape [batch, starts, dim], or [1, starts, dim] if every x has
   * the same. Default: the unary argmax, all zeros and all ones.
   */
  readonly starts?: tf.Tensor3D;
  /** Number of times each entry is set. Default: 10. */
  readonly sweeps?: number;
}

/**
 * A y ∈ {0, 1}ᵈ of low `pairwiseEnergy`. Each entry in turn is set to its best value given the
 * others,
 *
 *   yᵢ ← [uᵢ + Σⱼ Uᵢⱼyⱼ > 0],
 *
 * which never raises the energy; of the ends of all starts, the lowest. What a sweep leaves as it
 * is, no change of one entry improves. To find the lowest of all is NP-hard: this finds it where
 * U is 0, and often elsewhere, as `exactPairwise` tells.
 *
 * @param scores As in `pairwiseEnergy`. Shape [batch, dim·(dim + 1)/2].
 * @returns Shape [batch, dim].
 */
export function pairwiseCoordinateDescent(
  scores: tf.Tensor2D,
  { starts, sweeps = 10 }: PairwiseCoordinateDescentOptions = {},
): tf.Tensor2D {
  const terms = pairwiseTerms("pairwiseCoordinateDescent", { scores, starts });
  let y = starts ?? threeStarts(terms.u);
  for (let i = 0; i < sweeps; i++) y = pairwiseSweep(y, terms);
  return lowestOf(y, terms);
}
