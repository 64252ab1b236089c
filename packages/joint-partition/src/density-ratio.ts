import { checkShapes, kl } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { DivergenceOptions } from "./joint-partition-loss.js";
import { axesOfDraws, type LogPartitionInputs, weighted } from "./log-partition-inputs.js";

/**
 * Computes p(y|x) / q(y|x) under the learned log-partition,
 *
 *   ω = (f*)′(−E(x, y) − τ(x)),
 *
 * or with `sampleLogWeights` p(y|x) / r(y|x) = (q/r)·ω. Its expected value over the samples is 1 if
 * τ is exact. A mean above 1 says that τ is too low, a mean below 1 that it is too high.
 *
 * @returns Shape [batch, samples].
 */
export function densityRatio(
  inputs: LogPartitionInputs,
  { divergence = kl() }: DivergenceOptions = {},
): tf.Tensor2D {
  checkShapes("densityRatio", axesOfDraws(inputs));
  const { sampleEnergy, logPartition } = inputs;
  const { conjugate } = weighted(divergence, inputs);
  const ratio = tf.grad((v: tf.Tensor) => tf.sum(conjugate(v)));
  return ratio(tf.neg(tf.add(sampleEnergy, tf.expandDims(logPartition, 1)))) as tf.Tensor2D;
}
