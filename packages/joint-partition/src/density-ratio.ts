import { checkShapes, kl } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { DivergenceOptions } from "./joint-partition-loss.js";

export interface DensityRatioInputs {
  /** E(xᵢ, yᵢₛ). Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /** τ(xᵢ). Shape [batch]. */
  readonly logPartition: tf.Tensor1D;
}

/**
 * p(y|x) / q(y|x) in the model with a learned log-partition,
 *
 *   ω = (f*)′(−E(x, y) − τ(x)).
 *
 * Over draws from q its mean is 1 where τ is exact: above, τ is too low; below, too high.
 *
 * @returns Shape [batch, samples].
 */
export function densityRatio(
  { sampleEnergy, logPartition }: DensityRatioInputs,
  { divergence = kl() }: DivergenceOptions = {},
): tf.Tensor2D {
  checkShapes("densityRatio", {
    sampleEnergy: [sampleEnergy, "batch samples"],
    logPartition: [logPartition, "batch"],
  });
  const ratio = tf.grad((v: tf.Tensor) => tf.sum(divergence.conjugate(v)));
  return ratio(tf.neg(tf.add(sampleEnergy, tf.expandDims(logPartition, 1)))) as tf.Tensor2D;
}
