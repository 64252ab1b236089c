import * as tf from "@tensorflow/tfjs-core";
import { pairwiseSweep } from "./pairwise-sweep.js";
import { lowestOf, type PairwiseTerms, pairwiseTerms, pull } from "./pairwise-terms.js";

export interface PairwiseProjectedGradientOptions {
  /**
   * The starting points, in [0, 1]ᵈ. Shape [batch, starts, dim], or [1, starts, dim] if all x share
   * them. Default: the center of the cube.
   */
  readonly starts?: tf.Tensor3D;
  /** Number of gradient steps. Default: 50. */
  readonly steps?: number;
}

/**
 * Finds a y ∈ {0, 1}ᵈ with low `pairwiseEnergy`. It descends the energy on the cube [0, 1]ᵈ,
 *
 *   μ ← clip(μ + η (u + U μ), 0, 1),   η = 1 / maxᵢ Σⱼ |Uᵢⱼ|,
 *
 * where no step raises it, because 1/η is at least the largest eigenvalue of U. Then it sets each
 * entry in turn to its best value given the others, which rounds μ and does not raise the energy. It
 * returns the lowest of the results from all starts.
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

/** Takes these steps, without rounding. [batch, starts, dim] → the same shape. */
export function pairwiseGradientSteps(
  starts: tf.Tensor3D,
  { terms, steps }: { readonly terms: PairwiseTerms; readonly steps: number },
): tf.Tensor3D {
  const curvature = tf.max(tf.sum(tf.abs(terms.U), 2, true), 1, true);
  // if U is 0, the step size does not matter
  const stepSize = tf.div(1, tf.maximum(curvature, 1e-20));
  let mu = starts;
  for (let i = 0; i < steps; i++) {
    mu = tf.clipByValue(tf.add(mu, tf.mul(stepSize, pull(mu, terms))), 0, 1);
  }
  return mu;
}
