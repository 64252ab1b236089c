import { checkShapes, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface RankingNceInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** log q(yᵢ|xᵢ), a constant to the gradient. Shape [batch]. */
  readonly dataLogProb: tf.Tensor1D;
  /** E(xᵢ, y′ᵢₛ) at draws y′ᵢₛ ~ q(·|xᵢ). Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /** log q(y′ᵢₛ|xᵢ), a constant to the gradient. Shape [batch, samples]. */
  readonly sampleLogProb: tf.Tensor2D;
}

/**
 * Ranking noise contrastive estimation: the negative log-probability of picking the datum out of
 * itself and the draws, by s = −E − log q,
 *
 *   meanᵢ log Σₛ exp(sᵢₛ − sᵢ₀),   s = 0 being the datum.
 *
 * It needs no normalizer: what depends on x alone cancels.
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
