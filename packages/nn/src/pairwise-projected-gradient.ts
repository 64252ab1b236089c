import * as tf from "@tensorflow/tfjs-core";
import { pairwiseSweep } from "./pairwise-sweep.js";
import { lowestOf, type PairwiseTerms, pairwiseTerms, pull } from "./pairwise-terms.js";

export interface PairwiseProjectedGradientOptions {
  /**
   * The starting points, in [0, 1]ᵈ. Shape [batch, starts, dim], or [1, starts, dim] if every x has
   * the same. Default: the middle of the cube.
   */
  readonly starts?: tf.Tensor3D;
  /** Number of gradient steps. Default: 50. */
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

/** Takes such steps, without rounding. [batch, starts, dim] → the same. */
export function pairwiseGradientSteps(
  starts: tf.Tensor3D,
  { terms, steps }: { readonly terms: PairwiseTerms; readonly steps: number },
): tf.Tensor3D {
  const curvature = tf.max(tf.sum(tf.abs(terms.U), 2, true), 1, true);
  // where U is 0, a step of any size leads to the vertex
  const stepSize = tf.div(1, tf.maximum(curvature, 1e-20));
  let mu = starts;
  for (let i = 0; i < steps; i++) {
    mu = tf.clipByValue(tf.add(mu, tf.mul(stepSize, pull(mu, terms))), 0, 1);
  }
  return mu;
}
