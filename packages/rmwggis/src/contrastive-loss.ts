import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ContrastiveInputs {
  /** E(x) of the data. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(x′) of each x after noise. Shape [batch, samples]. */
  readonly noisyEnergy: tf.Tensor2D;
}

/**
 * Conditional noise-contrastive estimation: which of x and x′ are the data, x′ being x after noise
 * that is as likely to lead back, such as flips of bits,
 *
 *   mean log(1 + exp(E(x) − E(x′))).
 *
 * Its optimum is the distribution of the data, as far as the noise leads. Noise of one flip each
 * is the pseudo-likelihood of bits, and more flips tell of states farther off.
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
