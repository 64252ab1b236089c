import { checkShapes, stopGradient } from "@ebm/core";
import { checkPositive } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import type { SnlInputs } from "./snl-loss.js";

export interface NceInputs extends SnlInputs {
  /** log q(xᵢ) at the data. No gradient flows through it. Shape [batch]. */
  readonly dataLogProb: tf.Tensor1D;
}

export interface NceOptions {
  /**
   * The number ν of samples per data point. A value other than the actual one reweights the samples.
   * Default: samples / batch.
   */
  readonly noiseRatio?: number;
}

/**
 * Computes the noise-contrastive estimation loss: the logistic loss of a classifier that separates data
 * from samples of q, with log-odds h(x) = −E(x) − b − log q(x) − log ν,
 *
 *   meanᵢ softplus(−h(xᵢ)) + ν meanₛ softplus(h(yₛ)).
 *
 * Its minimum is where p = exp(−E − b) is the density of the data, and so b = log Z. As ν grows, its
 * gradient converges to that of `snlLoss`, whose weights exp(h)·ν do not saturate.
 *
 * Reference: Gutmann, Hyvärinen. Noise-Contrastive Estimation of Unnormalized Statistical
 * Models, with Applications to Natural Image Statistics. JMLR 2012.
 * https://jmlr.org/papers/v13/gutmann12a.html
 */
export function nceLoss(inputs: NceInputs, options: NceOptions = {}): tf.Scalar {
  const { dataEnergy, dataLogProb, sampleEnergy, sampleLogProb, logNormalizer } = inputs;
  const { batch, samples } = checkShapes("nceLoss", {
    dataEnergy: [dataEnergy, "batch"],
    dataLogProb: [dataLogProb, "batch"],
    sampleEnergy: [sampleEnergy, "samples"],
    sampleLogProb: [sampleLogProb, "samples"],
    logNormalizer: [logNormalizer, ""],
  });
  const { noiseRatio = samples / batch } = options;
  checkPositive("nceLoss", { noiseRatio });
  // −h: softplus(−h) is the loss if x is classified as noise
  const against = (energy: tf.Tensor1D, logProb: tf.Tensor1D): tf.Tensor1D =>
    tf.add(tf.add(energy, stopGradient(logProb)), tf.add(logNormalizer, Math.log(noiseRatio)));
  const missed = tf.mean(tf.softplus(against(dataEnergy, dataLogProb)));
  const fooled = tf.mean(tf.softplus(tf.neg(against(sampleEnergy, sampleLogProb))));
  return tf.add(missed, tf.mul(fooled, noiseRatio));
}
