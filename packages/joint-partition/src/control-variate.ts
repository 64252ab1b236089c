import { checkShapes, kl } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { axesOfDraws, type LogPartitionInputs, weighted } from "./log-partition-inputs.js";

export interface ControlVariateInputs extends Omit<LogPartitionInputs, "sampleEnergy"> {
  /** C(xᵢ, y′ᵢₛ), at the draws of the loss. Shape [batch, samples]. */
  readonly controlEnergy: tf.Tensor2D;
  /** log E_q exp(−C(xᵢ, ·)), exact. Shape [batch]. */
  readonly controlLogPartition: tf.Tensor1D;
}

/**
 * What estimates nothing, from an energy C whose log-partition is known:
 *
 *   meanᵢ [ meanₛ wᵢₛ exp(−C(xᵢ, y′ᵢₛ) − τ(xᵢ)) − exp(log E_q exp(−C(xᵢ, ·)) − τ(xᵢ)) ].
 *
 * Its mean is 0 and so is that of its gradient, C's and τ's alike; so a multiple of it can be
 * subtracted from `jointPartitionLoss`, and takes away what noise the two have in common: with
 * C = E all of it. For E(x, y) = −⟨u, y⟩ − …, say, C = −⟨u, y⟩, whose log-partition under the
 * uniform prior of the hypercube is Σᵢ softplus(uᵢ) − k log 2.
 *
 * It is of the logistic loss, `kl()` with no cap: exp(−C − τ) has to fit in float32.
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
