import type * as tf from "@tensorflow/tfjs-core";
import { pairwiseSweep } from "./pairwise-sweep.js";
import { lowestOf, pairwiseTerms, threeStarts } from "./pairwise-terms.js";

export interface PairwiseCoordinateDescentOptions {
  /**
   * The starting points, in [0, 1]ᵈ. Shape [batch, starts, dim], or [1, starts, dim] if all x share
   * them. Default: the unary argmax, all zeros and all ones.
   */
  readonly starts?: tf.Tensor3D;
  /** Number of sweeps over the entries. Default: 10. */
  readonly sweeps?: number;
}

/**
 * Finds a y ∈ {0, 1}ᵈ with low `pairwiseEnergy`. It sets each entry in turn to its best value given
 * the others,
 *
 *   yᵢ ← [uᵢ + Σⱼ Uᵢⱼyⱼ > 0],
 *
 * which never raises the energy, and returns the lowest of the results from all starts. If a sweep
 * changes nothing, no single change lowers the energy. Finding the lowest energy is NP-hard: this
 * search always finds it if U is 0, and often otherwise. `exactPairwise` can check it.
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
