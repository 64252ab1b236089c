import { checkShapes } from "@ebm/core";
import { checkPositive } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { energySlope } from "./energy-slope.js";

export interface DenoisingScoreMatchingInputs {
  /** Data. Shape [batch, dim]. */
  readonly x: tf.Tensor2D;
  /** ε, standard normals. Shape [batch, dim]. */
  readonly normals: tf.Tensor2D;
}

export interface DenoisingScoreMatchingOptions {
  /** σ, the deviation of the noise. Default: 0.1. */
  readonly deviation?: number;
}

/**
 * Denoising score matching, at one level of noise σ:
 *
 *   meanᵢ ½‖σ ∇E(xᵢ + σ εᵢ) − εᵢ‖².
 *
 * It is least where exp(−E) is the density of the data with noise of deviation σ added, and needs
 * no normalizer and no second derivative but those of training.
 *
 * @param energy [batch, dim] → [batch].
 *
 * Reference: Vincent. A Connection Between Score Matching and Denoising Autoencoders. Neural
 * Computation, 2011.
 */
export function denoisingScoreMatchingLoss(
  energy: (x: tf.Tensor2D) => tf.Tensor1D,
  { x, normals }: DenoisingScoreMatchingInputs,
  { deviation = 0.1 }: DenoisingScoreMatchingOptions = {},
): tf.Scalar {
  checkShapes("denoisingScoreMatchingLoss", {
    x: [x, "batch dim"],
    normals: [normals, "batch dim"],
  });
  checkPositive("denoisingScoreMatchingLoss", { deviation });
  const noisy = tf.add<tf.Tensor2D>(x, tf.mul(normals, deviation));
  const slope = energySlope("denoisingScoreMatchingLoss", energy)(noisy);
  const residual = tf.sub(tf.mul(slope, deviation), normals);
  return tf.mul(tf.mean(tf.sum(tf.square(residual), 1)), 0.5);
}
