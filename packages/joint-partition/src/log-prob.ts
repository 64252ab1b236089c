import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface LogProbInputs {
  /** E(xᵢ, yᵢ). Shape [batch]. */
  readonly energy: tf.Tensor1D;
  /** log E_q exp(−E(xᵢ, ·)), exact or learned. Shape [batch]. */
  readonly logPartition: tf.Tensor1D;
  /** log q(y|x): −log |Y| if the prior is uniform. */
  readonly logPrior: number;
}

/**
 * log p(y|x) = log q(y|x) − E(x, y) − τ(x), normalised so far as τ is.
 *
 * Its negative mean over data is the negative log-likelihood, in nats.
 *
 * @returns Shape [batch].
 */
export function logProb({ energy, logPartition, logPrior }: LogProbInputs): tf.Tensor1D {
  checkShapes("logProb", { energy: [energy, "batch"], logPartition: [logPartition, "batch"] });
  return tf.sub(logPrior, tf.add(energy, logPartition));
}
