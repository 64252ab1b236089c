import { checkShapes, kl } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { DivergenceOptions } from "./joint-partition-loss.js";

export interface LogProbInputs {
  /** E(xᵢ, yᵢ). Shape [batch]. */
  readonly energy: tf.Tensor1D;
  /** τ(xᵢ), exact or learned: log E_q exp(−E(xᵢ, ·)) for `kl()`. Shape [batch]. */
  readonly logPartition: tf.Tensor1D;
  /** log q(yᵢ|xᵢ): −log |Y| if the prior is uniform, else of shape [batch]. */
  readonly logPrior: number | tf.Tensor1D;
}

/**
 * Computes log p(y|x) = log q(y|x) + log (f*)′(−E(x, y) − τ(x)). It is normalized as accurately as
 * τ is. For `kl()` it is
 *
 *   log q(y|x) − E(x, y) − τ(x).
 *
 * Its negative mean over data is the negative log-likelihood in nats. It is −∞ where a sparse model
 * has p = 0.
 *
 * @returns Shape [batch].
 */
export function logProb(
  { energy, logPartition, logPrior }: LogProbInputs,
  { divergence = kl() }: DivergenceOptions = {},
): tf.Tensor1D {
  checkShapes("logProb", {
    energy: [energy, "batch"],
    logPartition: [logPartition, "batch"],
    ...(typeof logPrior !== "number" && { logPrior: [logPrior, "batch"] as const }),
  });
  return tf.add(logPrior, divergence.logRatio(tf.neg(tf.add(energy, logPartition))));
}
