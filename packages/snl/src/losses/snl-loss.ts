import { checkShapes, type FDivergence, logPartitionBound, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface SnlInputs {
  /** E(xᵢ) at the data. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(yₛ) at samples yₛ ~ q. Shape [samples]. */
  readonly sampleEnergy: tf.Tensor1D;
  /** log q(yₛ). No gradient flows through it. Shape [samples]. */
  readonly sampleLogProb: tf.Tensor1D;
  /** b, the learned log Z. Shape []. */
  readonly logNormalizer: tf.Scalar;
}

export interface SnlOptions {
  /**
   * The divergence of the bound. With `capped(kl(), c)`, weights above eᶜ count as eᶜ in the gradient.
   * That keeps the gradient finite, but biases it. Default: `kl()`.
   */
  readonly divergence?: FDivergence;
}

/**
 * Computes the negative self-normalized likelihood of p(x) = exp(−E(x)) / Z, in nats. log Z is learned
 * as one number b, together with the energy:
 *
 *   meanᵢ E(xᵢ) + b + meanₛ exp(−E(yₛ) − log q(yₛ) − b) − 1.
 *
 * Minimize it over the parameters of E and b together. It is unbiased for any number of samples. Its
 * expected value exceeds the negative log-likelihood by e^δ − 1 − δ with δ = log Z − b, so it is an
 * upper bound that is tight at b = log Z. q has to cover every region where exp(−E) has mass.
 * Initialize b by an estimate (`logNormalizerEstimate`), and exclude it from weight decay.
 *
 * Reference: Senetaire, Jeha, Mattei, Frellsen. Learning Energy-Based Models by
 * Self-normalising the Likelihood. 2025. https://arxiv.org/abs/2503.07021
 */
export function snlLoss(inputs: SnlInputs, options: SnlOptions = {}): tf.Scalar {
  const { dataEnergy, sampleEnergy, sampleLogProb, logNormalizer } = inputs;
  checkShapes("snlLoss", {
    dataEnergy: [dataEnergy, "batch"],
    sampleEnergy: [sampleEnergy, "samples"],
    sampleLogProb: [sampleLogProb, "samples"],
    logNormalizer: [logNormalizer, ""],
  });
  const logWeights = tf.neg(tf.add(sampleEnergy, stopGradient(sampleLogProb)));
  const bound = logPartitionBound(
    tf.expandDims<tf.Tensor2D>(logWeights, 0),
    tf.reshape(logNormalizer, [1]),
    options,
  );
  return tf.add(tf.mean(dataEnergy), tf.squeeze(bound));
}
