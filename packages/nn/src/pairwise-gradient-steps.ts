import * as tf from "@tensorflow/tfjs-core";
import { type PairwiseTerms, pull } from "./pairwise-terms.js";

/**
 * Steps of projected gradient descent of the energy on the cube, none of which raises it:
 *
 *   μ ← clip(μ + η (u + U μ), 0, 1),   η = 1 / maxᵢ Σⱼ |Uᵢⱼ|,
 *
 * since 1/η is no less than any eigenvalue of U. [batch, starts, dim] → the same.
 */
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
