import * as tf from "@tensorflow/tfjs-core";
import { pairwiseGradientSteps } from "./pairwise-gradient-steps.js";
import { pairwiseSweep } from "./pairwise-sweep.js";
import { lowestOf, pairwiseTerms } from "./pairwise-terms.js";

export interface PairwiseProjectedGradientOptions {
  /**
   * Where to begin, in [0, 1]ᵈ: by default at its middle.
   * Shape [batch, starts, dim], or [1, starts, dim] if every x has the same.
   */
  readonly starts?: tf.Tensor3D;
  readonly steps?: number;
}

/**
 * A y ∈ {0, 1}ᵈ of low `pairwiseEnergy`, by way of the cube: descends the energy on [0, 1]ᵈ,
 *
 *   μ ← clip(μ + η (u + U μ), 0, 1),   η = 1 / maxᵢ Σⱼ |Uᵢⱼ|,
 *
 * where no step raises it, since 1/η is no less than any eigenvalue of U. Then each entry in turn
 * goes to its best value given the others, which rounds μ and does not raise it either; of the
 * ends of all starts, the lowest.
 *
 * @param scores As in `pairwiseEnergy`. Shape [batch, dim·(dim + 1)/2].
 * @returns Shape [batch, dim].
 */
export function pairwiseProjectedGradient(
  scores: tf.Tensor2D,
  { starts, steps = 50 }: PairwiseProjectedGradientOptions = {},
): tf.Tensor2D {
  const terms = pairwiseTerms("pairwiseProjectedGradient", { scores, starts });
  const middle: tf.Tensor3D = tf.fill([1, 1, terms.u.shape[1]], 0.5);
  const mu = pairwiseGradientSteps(starts ?? middle, { terms, steps });
  return lowestOf(pairwiseSweep(mu, terms), terms);
}
