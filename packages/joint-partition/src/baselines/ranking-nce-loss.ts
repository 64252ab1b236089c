import { checkShapes, logMeanExp } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface RankingNceInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(xᵢ, y′ᵢₛ) at samples y′ᵢₛ ~ q(·|xᵢ) from the prior. Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
}

/**
 * Computes the ranking noise-contrastive loss of p(y|x) ∝ q(y|x) exp(−E(x, y)). The model has to
 * tell yᵢ from the samples of q:
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + log mean over yᵢ and all y′ᵢₛ of exp(−E(xᵢ, ·)) ].
 *
 * It needs no log-partition. The expected loss has its minimum at the true energy for any number of
 * samples. As their number grows, it converges to the negative log-likelihood, up to log q(y|x).
 *
 * Reference: Ma, Collins. Noise Contrastive Estimation and Negative Sampling for Conditional
 * Models. EMNLP 2018. https://arxiv.org/abs/1809.01812
 */
export function rankingNceLoss({ dataEnergy, sampleEnergy }: RankingNceInputs): tf.Scalar {
  checkShapes("rankingNceLoss", {
    dataEnergy: [dataEnergy, "batch"],
    sampleEnergy: [sampleEnergy, "batch samples"],
  });
  const all = tf.neg(tf.concat([tf.expandDims(dataEnergy, 1), sampleEnergy], 1));
  return tf.mean(tf.add(dataEnergy, logMeanExp<tf.Tensor1D>(all, 1)));
}
