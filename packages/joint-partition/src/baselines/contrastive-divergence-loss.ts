import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ContrastiveDivergenceInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /**
   * E(xᵢ, y′ᵢₛ) at the last states of one or more chains that leave p(·|xᵢ) invariant. No gradient
   * flows through y′. Shape [batch, samples].
   */
  readonly sampleEnergy: tf.Tensor2D;
}

/**
 * Computes the contrastive divergence loss,
 *
 *   meanᵢ [ E(xᵢ, yᵢ) − meanₛ E(xᵢ, y′ᵢₛ) ],
 *
 * Its gradient is the gradient of the negative log-likelihood if the chains have converged to the
 * model, and is biased otherwise. Its value is not a likelihood.
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
