import { checkShapes, logPartitionBound } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { SnlOptions } from "./snl-loss.js";

export interface SnelboInputs {
  /** log p(xᵢ|zᵢ) at zᵢ ~ r(·|xᵢ), the encoder. Shape [batch]. */
  readonly logLikelihood: tf.Tensor1D;
  /** KL(r(·|xᵢ) ‖ p₀), or an estimate. `gaussianKl` computes it for Gaussians. Shape [batch]. */
  readonly divergence: tf.Tensor1D;
  /** f(zᵢ) at the same samples from the encoder. Shape [batch]. */
  readonly posteriorEnergy: tf.Tensor1D;
  /** f(z′ₛ) at samples z′ₛ ~ p₀. Shape [samples]. */
  readonly priorEnergy: tf.Tensor1D;
  /** b, the learned log E_p₀ exp(−f). Shape []. */
  readonly logNormalizer: tf.Scalar;
}

/**
 * Computes the negative evidence lower bound, in nats, of a variational autoencoder whose prior is an
 * energy-based model p(z) = p₀(z) exp(−f(z)) / Z. log Z is learned as b:
 *
 *   meanᵢ [ KLᵢ + f(zᵢ) − log p(xᵢ|zᵢ) ] + b + meanₛ exp(−f(z′ₛ) − b) − 1.
 *
 * Its expected value is an upper bound on the negative ELBO for every b, and equals it if b = log Z.
 * Encoder, decoder, f and b are trained together, without a Markov chain.
 *
 * Reference: Senetaire, Jeha, Mattei, Frellsen. Learning Energy-Based Models by
 * Self-normalising the Likelihood. 2025. https://arxiv.org/abs/2503.07021
 */
export function snelboLoss(inputs: SnelboInputs, options: SnlOptions = {}): tf.Scalar {
  const { logLikelihood, divergence, posteriorEnergy, priorEnergy, logNormalizer } = inputs;
  checkShapes("snelboLoss", {
    logLikelihood: [logLikelihood, "batch"],
    divergence: [divergence, "batch"],
    posteriorEnergy: [posteriorEnergy, "batch"],
    priorEnergy: [priorEnergy, "samples"],
    logNormalizer: [logNormalizer, ""],
  });
  const bound = logPartitionBound(
    tf.expandDims<tf.Tensor2D>(tf.neg(priorEnergy), 0),
    tf.reshape(logNormalizer, [1]),
    options,
  );
  const perDatum = tf.sub(tf.add(divergence, posteriorEnergy), logLikelihood);
  return tf.add(tf.mean(perDatum), tf.squeeze(bound));
}
