import { type FDivergence, stopGradient } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";

export interface LogPartitionInputs {
  /** E(xᵢ, y′ᵢₛ) at samples y′ᵢₛ ~ q(·|xᵢ) from the prior. Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /**
   * log q/r at the samples, if they come from another distribution r. No gradient flows through it.
   * Shape [batch, samples], or [1, samples] if the batch shares its samples. Default: zeros.
   */
  readonly sampleLogWeights?: tf.Tensor2D;
  /** τ(xᵢ), the learned log-partition. Shape [batch]. */
  readonly logPartition: tf.Tensor1D;
}

/** The shapes of the inputs, for `checkShapes`. */
export function axesOfDraws({
  sampleEnergy,
  sampleLogWeights,
  logPartition,
}: LogPartitionInputs): Record<string, readonly [tf.Tensor, string]> {
  const shared = sampleLogWeights?.shape[0] === 1;
  return {
    sampleEnergy: [sampleEnergy, "batch samples"],
    logPartition: [logPartition, "batch"],
    ...(sampleLogWeights && {
      sampleLogWeights: [sampleLogWeights, shared ? "1 samples" : "batch samples"] as const,
    }),
  };
}

/**
 * Adapts the divergence to samples from r instead of q: f* keeps its expected value.
 *
 * No gradient flows through the weights. It would be biased, because the samples depend on r too.
 */
export function weighted(
  divergence: FDivergence,
  { sampleLogWeights }: Pick<LogPartitionInputs, "sampleLogWeights">,
): FDivergence {
  if (!sampleLogWeights) return divergence;
  const logWeights = stopGradient(sampleLogWeights);
  return { ...divergence, conjugate: (v) => divergence.conjugate(v, logWeights) };
}
