import { checkShapes, valueAndGrad } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { checkFloat, energySlope } from "./energy-slope.js";

export interface SlicedScoreMatchingInputs {
  /** The data. Shape [batch, dim]. */
  readonly x: tf.Tensor2D;
  /** v, with mean 0 and covariance I: standard normals or random signs. Shape [batch, dim]. */
  readonly directions: tf.Tensor2D;
}

/**
 * Computes score matching with the trace estimated along one random direction per data point:
 *
 *   meanᵢ [ ½‖∇E(xᵢ)‖² − vᵢᵀ ∇²E(xᵢ) vᵢ ],
 *
 * It is an unbiased estimate of `scoreMatchingLoss`, and takes one second derivative in any dimension.
 *
 * @param energy [batch, dim] → [batch].
 *
 * Reference: Song, Garg, Shi, Ermon. Sliced Score Matching: A Scalable Approach to Density and
 * Score Estimation. UAI 2019. https://arxiv.org/abs/1905.07088
 */
export function slicedScoreMatchingLoss(
  energy: (x: tf.Tensor2D) => tf.Tensor1D,
  { x, directions }: SlicedScoreMatchingInputs,
): tf.Scalar {
  checkShapes("slicedScoreMatchingLoss", {
    x: [x, "batch dim"],
    directions: [directions, "batch dim"],
  });
  checkFloat("slicedScoreMatchingLoss", x);
  const slope = energySlope("slicedScoreMatchingLoss", energy);
  const along = valueAndGrad((x: tf.Tensor2D) => tf.sum(tf.mul(slope(x), directions)));
  const curvature = tf.sum(tf.mul(along(x).grad, directions), 1);
  const square = tf.mul(tf.sum(tf.square(slope(x)), 1), 0.5);
  return tf.mean(tf.sub(square, curvature));
}
