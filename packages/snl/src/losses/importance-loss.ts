import { checkShapes, logMeanExp, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ImportanceInputs {
  /** E at the data. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E at draws from q, shared by the batch: shape [samples]; or its own: [batch, samples]. */
  readonly sampleEnergy: tf.Tensor1D | tf.Tensor2D;
  /** log q at the draws, a constant to the gradient. Shape of `sampleEnergy`. */
  readonly sampleLogProb: tf.Tensor1D | tf.Tensor2D;
}

/**
 * Negative log-likelihood with log Z replaced by the logarithm of its importance sampling
 * estimate:
 *
 *   meanᵢ E(xᵢ) + log meanₛ exp(−E(yₛ) − log q(yₛ)).
 *
 * It is `snlLoss` with b in closed form on each batch, b = log Ẑ. Since E log Ẑ ≤ log Z, it is
 * too small in expectation, by about χ²(p‖q) / 2·samples, and its gradient is biased as much.
 */
export function importanceLoss(inputs: ImportanceInputs): tf.Scalar {
  const { dataEnergy, sampleEnergy, sampleLogProb } = inputs;
  const axes = sampleEnergy?.rank === 1 ? "samples" : "batch samples";
  checkShapes("importanceLoss", {
    dataEnergy: [dataEnergy, "batch"],
    sampleEnergy: [sampleEnergy, axes],
    sampleLogProb: [sampleLogProb, axes],
  });
  const logWeights = tf.neg(tf.add<tf.Tensor>(sampleEnergy, stopGradient(sampleLogProb)));
  const logNormalizer = logMeanExp(logWeights, sampleEnergy.rank - 1);
  return tf.mean(tf.add(dataEnergy, logNormalizer));
}
