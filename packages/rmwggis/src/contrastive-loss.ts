import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ContrastiveInputs {
  /** E(x) at the data. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(x′) at noisy copies of each x. Shape [batch, samples]. */
  readonly noisyEnergy: tf.Tensor2D;
}

/**
 * Computes the conditional noise-contrastive loss. The model has to tell data x from x′, a copy of x
 * after symmetric noise such as bit flips:
 *
 *   mean log(1 + exp(E(x) − E(x′))).
 *
 * Its optimum is the distribution of the data, on all states that the noise connects. Single flips
 * give the pseudo-likelihood of bits. More flips compare states that are farther apart.
 *
 * Reference: Ceylan, Gutmann. Conditional Noise-Contrastive Estimation of Unnormalised Models. ICML
 * 2018. https://arxiv.org/abs/1806.03664
 */
export function contrastiveLoss({ dataEnergy, noisyEnergy }: ContrastiveInputs): tf.Scalar {
  checkShapes("contrastiveLoss", {
    dataEnergy: [dataEnergy, "batch"],
    noisyEnergy: [noisyEnergy, "batch samples"],
  });
  return tf.mean(tf.softplus(tf.sub(tf.expandDims(dataEnergy, 1), noisyEnergy)));
}
