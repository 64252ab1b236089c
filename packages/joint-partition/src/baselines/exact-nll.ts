import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ExactNllInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /**
   * log E_q exp(−E(xᵢ, ·)), exact and differentiable. With a uniform prior it is
   * log Σ exp(−E(xᵢ, ·)) − log |Y|. Shape [batch].
   */
  readonly exactLogPartition: tf.Tensor1D;
}

/**
 * Computes the negative log-likelihood, up to log q(y|x), from an exact log-partition:
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + log E_q exp(−E(xᵢ, ·)) ].
 *
 * It is the minimum of `jointPartitionLoss` over τ.
 */
export function exactNll({ dataEnergy, exactLogPartition }: ExactNllInputs): tf.Scalar {
  checkShapes("exactNll", {
    dataEnergy: [dataEnergy, "batch"],
    exactLogPartition: [exactLogPartition, "batch"],
  });
  return tf.mean(tf.add(dataEnergy, exactLogPartition));
}
