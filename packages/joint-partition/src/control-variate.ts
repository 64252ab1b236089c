import { checkShapes, kl } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { axesOfDraws, type LogPartitionInputs, weighted } from "./log-partition-inputs.js";

export interface ControlVariateInputs extends Omit<LogPartitionInputs, "sampleEnergy"> {
  /** C(xᵢ, y′ᵢₛ) at the samples of the loss. Shape [batch, samples]. */
  readonly controlEnergy: tf.Tensor2D;
  /** The exact log E_q exp(−C(xᵢ, ·)). Shape [batch]. */
  readonly controlLogPartition: tf.Tensor1D;
}

/**
 * Computes a control variate: an estimate of zero from an energy C whose log-partition is known,
 *
 *   meanᵢ [ meanₛ wᵢₛ exp(−C(xᵢ, y′ᵢₛ) − τ(xᵢ)) − exp(log E_q exp(−C(xᵢ, ·)) − τ(xᵢ)) ].
 *
 * Its expected value is 0, and so is its expected gradient in C and in τ. Subtract a multiple of it
 * from `jointPartitionLoss` to remove the noise that the two share; with C = E that is all of the
 * noise. For E(x, y) = −⟨u, y⟩ − …, take C = −⟨u, y⟩. Its log-partition under the uniform prior on
 * the hypercube is Σᵢ softplus(uᵢ) − k log 2.
 *
 * It works for the logistic loss only, `kl()` without a cap: exp(−C − τ) has to fit in float32.
 */
export function controlVariate(inputs: ControlVariateInputs): tf.Scalar {
  const { controlEnergy, controlLogPartition, logPartition } = inputs;
  const { sampleEnergy: ofControl, ...axes } = axesOfDraws({
    ...inputs,
    sampleEnergy: controlEnergy,
  });
  checkShapes("controlVariate", {
    controlEnergy: ofControl!,
    controlLogPartition: [controlLogPartition, "batch"],
    ...axes,
  });
  const logRatio = tf.neg(tf.add(controlEnergy, tf.expandDims(logPartition, 1)));
  const estimate = tf.mean(weighted(kl(), inputs).conjugate(logRatio), 1);
  const known = kl().conjugate(tf.sub(controlLogPartition, logPartition));
  return tf.mean(tf.sub(estimate, known));
}
