import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface CompositeLikelihoodInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(xᵢ, ·) at the neighbors of yᵢ, such as its `flips`. Shape [batch, neighbors]. */
  readonly neighborEnergy: tf.Tensor2D;
}

/**
 * Computes the negative log composite likelihood: yᵢ is compared with each of its neighbors,
 *
 *   meanᵢ Σₙ softplus( E(xᵢ, yᵢ) − E(xᵢ, nₙ(yᵢ)) ),
 *
 * so the log-partitions cancel. With `flips`, the terms are −log p(yⱼ | the other labels, x) and the
 * loss is Besag's pseudo-likelihood. With `adjacentSwaps`, they are −log p of the order of two labels,
 * given that their ranks are adjacent. The expected loss has its minimum at the true energy, if
 * neighbors connect Y. The prior is uniform.
 *
 * References: Besag. Statistical Analysis of Non-Lattice Data. 1975. Lindsay. Composite Likelihood
 * Methods. 1988.
 */
export function compositeLikelihoodLoss(inputs: CompositeLikelihoodInputs): tf.Scalar {
  const { dataEnergy, neighborEnergy } = inputs;
  checkShapes("compositeLikelihoodLoss", {
    dataEnergy: [dataEnergy, "batch"],
    neighborEnergy: [neighborEnergy, "batch neighbors"],
  });
  const surprise = tf.softplus(tf.sub(tf.expandDims(dataEnergy, 1), neighborEnergy));
  return tf.mean(tf.sum(surprise, 1));
}
