import { checkShapes, kl, logPartitionBound, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { DivergenceOptions } from "./joint-partition-loss.js";
import { axesOfDraws, type LogPartitionInputs, weighted } from "./log-partition-inputs.js";

/**
 * What `jointPartitionLoss` is in τ alone, for a log-partition refitted to an energy that stays:
 *
 *   meanᵢ [ τ(xᵢ) + meanₛ wᵢₛ exp(−E(xᵢ, y′ᵢₛ) − τ(xᵢ)) − 1 ].
 *
 * No y is observed, so it takes any x, unlabelled or held out; E has no gradient. Its mean is
 * least, mean log E_q exp(−E), where τ is exact, and it is convex in τ.
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
