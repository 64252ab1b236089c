import type * as tf from "@tensorflow/tfjs-core";
import { pairwiseSweep } from "./pairwise-sweep.js";
import { lowestOf, pairwiseTerms, threeStarts } from "./pairwise-terms.js";

export interface PairwiseCoordinateDescentOptions {
  /**
   * Where to begin, in [0, 1]ᵈ: by default at the unary argmax, at all zeros and at all ones.
   * Shape [batch, starts, dim], or [1, starts, dim] if every x has the same.
   */
  readonly starts?: tf.Tensor3D;
  /** How often each entry is set. */
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
