import { checkShapes } from "@ebm/core";
import { checkPositive } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { energySlope } from "./energy-slope.js";

export interface DenoisingScoreMatchingInputs {
  /** The data. Shape [batch, dim]. */
  readonly x: tf.Tensor2D;
  /** ε, standard normal noise. Shape [batch, dim]. */
  readonly normals: tf.Tensor2D;
}

export interface DenoisingScoreMatchingOptions {
  /** The standard deviation σ of the noise. Default: 0.1. */
  readonly deviation?: number;
}

/**
 * Computes the denoising score matching loss at one noise level σ:
 *
 *   meanᵢ ½‖σ ∇E(xᵢ + σ εᵢ) − εᵢ‖².
 *
 * Its minimum is where exp(−E) is proportional to the density of the noisy data. It needs no normalizer,
 * and no second derivative except in training.
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
