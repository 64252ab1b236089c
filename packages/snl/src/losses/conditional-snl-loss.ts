import { checkShapes, logPartitionBound, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { SnlOptions } from "./snl-loss.js";

export interface ConditionalSnlInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(xᵢ, y′ᵢₛ) at samples y′ᵢₛ ~ q(·|xᵢ). Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /** log q(y′ᵢₛ|xᵢ). No gradient flows through it. Shape [batch, samples]. */
  readonly sampleLogProb: tf.Tensor2D;
  /** b(xᵢ), the learned log Z(xᵢ). Shape [batch]. */
  readonly logNormalizer: tf.Tensor1D;
}

/**
 * Computes the negative self-normalized likelihood of p(y|x) = exp(−E(x, y)) / Z(x), in nats. log Z is
 * learned as a function b of the input:
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + b(xᵢ) + meanₛ exp(−E(xᵢ, y′ᵢₛ) − log q(y′ᵢₛ|xᵢ) − b(xᵢ)) − 1 ].
 *
 * Its expected value is an upper bound on the negative log-likelihood for every b, and equals it if
 * b(xᵢ) = log Z(xᵢ) for every xᵢ.
 *
 * Reference: Senetaire, Jeha, Mattei, Frellsen. Learning Energy-Based Models by
 * Self-normalising the Likelihood. 2025. https://arxiv.org/abs/2503.07021
 */
export function conditionalSnlLoss(
  inputs: ConditionalSnlInputs,
  options: SnlOptions = {},
): tf.Scalar {
  const { dataEnergy, sampleEnergy, sampleLogProb, logNormalizer } = inputs;
  checkShapes("conditionalSnlLoss", {
    dataEnergy: [dataEnergy, "batch"],
    sampleEnergy: [sampleEnergy, "batch samples"],
    sampleLogProb: [sampleLogProb, "batch samples"],
    logNormalizer: [logNormalizer, "batch"],
  });
  const logWeights: tf.Tensor2D = tf.neg(tf.add(sampleEnergy, stopGradient(sampleLogProb)));
  return tf.mean(tf.add(dataEnergy, logPartitionBound(logWeights, logNormalizer, options)));
}
