import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface LikelihoodInputs {
  /** E(x) of the data. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** The energies of all states. Shape [states]. */
  readonly stateEnergy: tf.Tensor1D;
}

/** Computes the negative log-likelihood in nats: mean E + log Σ exp(−E) over all states. */
export function likelihoodLoss({ dataEnergy, stateEnergy }: LikelihoodInputs): tf.Scalar {
  checkShapes("likelihoodLoss", { dataEnergy: [dataEnergy, "batch"] });
  checkShapes("likelihoodLoss", { stateEnergy: [stateEnergy, "states"] });
  return tf.add(tf.mean(dataEnergy), tf.logSumExp(tf.neg(stateEnergy)));
}
