import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ContrastiveDivergenceInputs {
  /** E(xᵢ) at the data. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(yₛ) at draws yₛ from the model, of a Markov chain say, that are constants. Shape [samples]. */
  readonly sampleEnergy: tf.Tensor1D;
}

/**
 * Contrastive divergence, meanᵢ E(xᵢ) − meanₛ E(yₛ).
 *
 * Its gradient is that of the negative log-likelihood if the draws are of the model, and else is
 * biased. Its value is no likelihood: it is 0 where the model fits.
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
