import * as tf from "@tensorflow/tfjs-core";
import { checkShapes } from "./check-shapes.js";
import { EbmError } from "./errors.js";
import { type FDivergence, kl } from "./f-divergences.js";

/**
 * Computes an upper bound on a log-mean-exp, which is tight at the τ that minimizes it:
 *
 *   log 1/S Σₛ exp(wₛ)  ≤  τ + 1/S Σₛ exp(wₛ − τ) − 1.
 *
 * The right side is a mean over samples, not the logarithm of a mean. So any number of samples
 * gives an unbiased estimate of it and of its gradient. Other divergences bound other soft maxima
 * in the same way,
 *
 *   max over p of E_p[w] − D_f(p, q)  ≤  τ + 1/S Σₛ f*(wₛ − τ),   wₛ at samples from q.
 *
 * @param logWeights w, the affinity −E in a model p ∝ q·exp(−E). Shape [batch, samples].
 * @param tau τ. Shape [batch].
 * @returns The right side. Shape [batch].
 */
export function logPartitionBound(
  logWeights: tf.Tensor2D,
  tau: tf.Tensor1D,
  { divergence = kl() }: { readonly divergence?: FDivergence } = {},
): tf.Tensor1D {
  const { samples } = checkShapes("logPartitionBound", {
    logWeights: [logWeights, "batch samples"],
    tau: [tau, "batch"],
  });
  if (samples === 0) {
    throw new EbmError("logPartitionBound: `logWeights` has 0 samples, expected 1 or more.");
  }
  const excess = divergence.conjugate(tf.sub(logWeights, tf.expandDims(tau, 1)));
  return tf.add(tau, tf.mean(excess, 1));
}
