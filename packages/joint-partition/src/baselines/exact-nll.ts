import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ExactNllInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /**
   * log E_q exp(−E(xᵢ, ·)), exact and differentiable: log Σ exp(−E(xᵢ, ·)) less log |Y|, if the
   * prior is uniform. Shape [batch].
   */
  readonly exactLogPartition: tf.Tensor1D;
}

/**
 * Negative log-likelihood, up to log q(y|x), where the log-partition is within reach:
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + log E_q exp(−E(xᵢ, ·)) ].
 *
 * It is the least `jointPartitionLoss` over τ.
 */
export function exactNll({ dataEnergy, exactLogPartition }: ExactNllInputs): tf.Scalar {
  checkShapes("exactNll", {
    dataEnergy: [dataEnergy, "batch"],
    exactLogPartition: [exactLogPartition, "batch"],
  });
  return tf.mean(tf.add(dataEnergy, exactLogPartition));
}
