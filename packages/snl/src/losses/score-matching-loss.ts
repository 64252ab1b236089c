import { checkShapes, valueAndGrad } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { checkFloat, energySlope } from "./energy-slope.js";

/**
 * Computes the score matching loss, which needs no normalizer and no samples:
 *
 *   meanᵢ [ ½‖∇E(xᵢ)‖² − tr ∇²E(xᵢ) ].
 *
 * It is half the Fisher divergence from the data to the model, up to a constant. The trace takes one
 * second derivative per dimension, and E must be twice differentiable, which relu networks are not.
 *
 * @param energy [batch, dim] → [batch].
 * @param x Data. Shape [batch, dim].
 *
 * Reference: Hyvärinen. Estimation of Non-Normalized Statistical Models by Score Matching.
 * JMLR 2005. https://jmlr.org/papers/v6/hyvarinen05a.html
 */
export function scoreMatchingLoss(
  energy: (x: tf.Tensor2D) => tf.Tensor1D,
  x: tf.Tensor2D,
): tf.Scalar {
  const { dim } = checkShapes("scoreMatchingLoss", { x: [x, "batch dim"] });
  checkFloat("scoreMatchingLoss", x);
  const slope = energySlope("scoreMatchingLoss", energy);
  const column = (of: tf.Tensor2D, j: number): tf.Tensor => tf.slice(of, [0, j], [-1, 1]);

  const diagonal = Array.from({ length: dim }, (_, j) => {
    const partial = valueAndGrad((x: tf.Tensor2D) => tf.sum(column(slope(x), j)));
    return column(partial(x).grad, j);
  });
  const square = tf.mul(tf.sum(tf.square(slope(x)), 1), 0.5);
  return tf.mean(tf.sub(square, tf.sum(tf.concat(diagonal, 1), 1)));
}
