import { checkShapes, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface RankingNceInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** log q(yᵢ|xᵢ). No gradient flows through it. Shape [batch]. */
  readonly dataLogProb: tf.Tensor1D;
  /** E(xᵢ, y′ᵢₛ) at samples y′ᵢₛ ~ q(·|xᵢ). Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /** log q(y′ᵢₛ|xᵢ). No gradient flows through it. Shape [batch, samples]. */
  readonly sampleLogProb: tf.Tensor2D;
}

/**
 * Computes the ranking noise-contrastive loss: the negative log-probability of identifying the data
 * point among the samples, by s = −E − log q,
 *
 *   meanᵢ log Σₛ exp(sᵢₛ − sᵢ₀),   where index 0 is the data point.
 *
 * It needs no normalizer: terms that depend on x only cancel.
 *
 * Reference: Ma, Collins. Noise Contrastive Estimation and Negative Sampling for Conditional
 * Models. EMNLP 2018. https://arxiv.org/abs/1809.01812
 */
export function rankingNceLoss(inputs: RankingNceInputs): tf.Scalar {
  const { dataEnergy, dataLogProb, sampleEnergy, sampleLogProb } = inputs;
  checkShapes("rankingNceLoss", {
    dataEnergy: [dataEnergy, "batch"],
    dataLogProb: [dataLogProb, "batch"],
    sampleEnergy: [sampleEnergy, "batch samples"],
    sampleLogProb: [sampleLogProb, "batch samples"],
  });
  const datum = tf.expandDims(tf.neg(tf.add(dataEnergy, stopGradient(dataLogProb))), 1);
  const draws = tf.neg(tf.add(sampleEnergy, stopGradient(sampleLogProb)));
  const lead = tf.sub(tf.concat<tf.Tensor>([datum, draws], 1), datum);
  return tf.mean(tf.logSumExp(lead, 1));
}
