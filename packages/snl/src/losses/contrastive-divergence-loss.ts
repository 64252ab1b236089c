import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ContrastiveDivergenceInputs {
  /** E(xᵢ) at the data. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(yₛ) at constant samples yₛ of the model, such as from a Markov chain. Shape [samples]. */
  readonly sampleEnergy: tf.Tensor1D;
}

/**
 * Computes the contrastive divergence loss, meanᵢ E(xᵢ) − meanₛ E(yₛ).
 *
 * Its gradient is the gradient of the negative log-likelihood if the samples follow the model, and is
 * biased otherwise. Its value is not a likelihood: it is 0 if the model fits.
 *
 * Reference: Hinton. Training Products of Experts by Minimizing Contrastive Divergence. Neural
 * Computation, 2002.
 */
export function contrastiveDivergenceLoss(inputs: ContrastiveDivergenceInputs): tf.Scalar {
  const { dataEnergy, sampleEnergy } = inputs;
  checkShapes("contrastiveDivergenceLoss", {
    dataEnergy: [dataEnergy, "batch"],
    sampleEnergy: [sampleEnergy, "samples"],
  });
  return tf.sub(tf.mean(dataEnergy), tf.mean(sampleEnergy));
}
