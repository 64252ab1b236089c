import { checkShapes, logMeanExp, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ImportanceInputs {
  /** E at the data. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E at samples from q. Shape [samples] if the batch shares them, otherwise [batch, samples]. */
  readonly sampleEnergy: tf.Tensor1D | tf.Tensor2D;
  /** log q at the samples. No gradient flows through it. Shape of `sampleEnergy`. */
  readonly sampleLogProb: tf.Tensor1D | tf.Tensor2D;
}

/**
 * Computes the negative log-likelihood with log Z replaced by the logarithm of its importance-sampling
 * estimate:
 *
 *   meanᵢ E(xᵢ) + log meanₛ exp(−E(yₛ) − log q(yₛ)).
 *
 * It is `snlLoss` with the optimal b for each batch, b = log Ẑ. Since E log Ẑ ≤ log Z, its expected value
 * is too small by about χ²(p‖q) / 2·samples, and its gradient has a bias of the same order.
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
