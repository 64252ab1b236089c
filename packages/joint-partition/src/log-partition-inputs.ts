import { type FDivergence, stopGradient } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";

export interface LogPartitionInputs {
  /** E(xᵢ, y′ᵢₛ) at draws y′ᵢₛ ~ q(·|xᵢ) from the prior. Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /**
   * log q/r at the draws, if they come from another r instead of q; constant to the gradient.
   * Shape [batch, samples], or [1, samples] for draws that the batch shares. Default: zeros.
   */
  readonly sampleLogWeights?: tf.Tensor2D;
  /** τ(xᵢ), the learned log-partition. Shape [batch]. */
  readonly logPartition: tf.Tensor1D;
}

/** What `checkShapes` is to know of draws. */
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
 * The divergence at draws from r rather than q: f* has the same mean.
 *
 * The weights are constants to the gradient. A gradient of theirs would be biased, since the
 * draws too depend on r.
 */
export function weighted(
  divergence: FDivergence,
  { sampleLogWeights }: Pick<LogPartitionInputs, "sampleLogWeights">,
): FDivergence {
  if (!sampleLogWeights) return divergence;
  const logWeights = stopGradient(sampleLogWeights);
  return { ...divergence, conjugate: (v) => divergence.conjugate(v, logWeights) };
}
