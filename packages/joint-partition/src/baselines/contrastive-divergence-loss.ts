import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ContrastiveDivergenceInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /**
   * E(xᵢ, y′ᵢₛ) at the ends of one chain or more that leave p(·|xᵢ) invariant; y′ a constant to the
   * gradient. Shape [batch, samples].
   */
  readonly sampleEnergy: tf.Tensor2D;
}

/**
 * Contrastive divergence,
 *
 *   meanᵢ [ E(xᵢ, yᵢ) − meanₛ E(xᵢ, y′ᵢₛ) ],
 *
 * whose gradient in the energy is that of the negative log-likelihood if the chains have reached
 * the model, and biased as far as they have not. Its value is no likelihood.
 *
 * Reference: Hinton. Training Products of Experts by Minimizing Contrastive Divergence. 2002.
 */
export function contrastiveDivergenceLoss(inputs: ContrastiveDivergenceInputs): tf.Scalar {
  const { dataEnergy, sampleEnergy } = inputs;
  const { samples } = checkShapes("contrastiveDivergenceLoss", {
    dataEnergy: [dataEnergy, "batch"],
    sampleEnergy: [sampleEnergy, "batch samples"],
  });
  if (samples === 0) {
    throw new EbmError(
      "contrastiveDivergenceLoss: `sampleEnergy` has 0 samples, expected 1 or more.",
    );
  }
  return tf.mean(tf.sub(dataEnergy, tf.mean(sampleEnergy, 1)));
}
