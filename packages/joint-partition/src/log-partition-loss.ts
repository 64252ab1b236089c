import { checkShapes, kl, logPartitionBound, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { DivergenceOptions } from "./joint-partition-loss.js";
import { axesOfDraws, type LogPartitionInputs, weighted } from "./log-partition-inputs.js";

/**
 * Computes the part of `jointPartitionLoss` that depends on τ, to refit a log-partition to a fixed
 * energy:
 *
 *   meanᵢ [ τ(xᵢ) + meanₛ wᵢₛ exp(−E(xᵢ, y′ᵢₛ) − τ(xᵢ)) − 1 ].
 *
 * It needs no observed y, so x may be unlabeled or held out. E gets no gradient. The expected loss is
 * convex in τ, and its minimum, mean log E_q exp(−E), is at the exact τ.
 */
export function logPartitionLoss(
  inputs: LogPartitionInputs,
  { divergence = kl() }: DivergenceOptions = {},
): tf.Scalar {
  checkShapes("logPartitionLoss", axesOfDraws(inputs));
  const bound = logPartitionBound(tf.neg(stopGradient(inputs.sampleEnergy)), inputs.logPartition, {
    divergence: weighted(divergence, inputs),
  });
  return tf.mean(bound);
}
