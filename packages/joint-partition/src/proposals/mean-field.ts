import { checkShapes, EbmError, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { fermiDirac, type Regularizer } from "../regularizers.js";

export interface MeanFieldOptions {
  /** Ω; `fermiDirac()` gives the naive mean field. Default: `fermiDirac()`. */
  readonly regularizer?: Regularizer;
  /** Number of steps, 1 or more, each with one gradient of E. Default: 20. */
  readonly steps?: number;
  /** η, the size of a step, in (0, 1]. Default: 0.5. */
  readonly stepSize?: number;
}

/**
 * Scores θ at which μ = argmax ⟨θ, μ⟩ − Ω(μ) is a stationary point of
 *
 *   min over μ ∈ [0, 1]ᵈ of E(x, μ) + Ω(μ),
 *
 * found by mirror descent, θ ← (1 − η)θ − η∇E(μ): the minimum if the sum is convex and η small
 * enough. For an E that is linear one step is exact.
 *
 * With the entropy of `fermiDirac()`, the bits of `productBernoulli(θ)` are the independent ones
 * of least KL from p ∝ exp(−E), if E(x, μ) is the mean of E over independent bits of means μ: as
 * is −⟨u, μ⟩ − ½⟨μ, Uμ⟩ for a U of zero diagonal.
 *
 * @param energy E(x, ·) of relaxed members: [batch, dim] → [batch].
 * @param scores θ at the start, such as u. Shape [batch, dim].
 * @returns θ, a constant to the gradient. Shape [batch, dim].
 */
export function meanField(
  energy: (mu: tf.Tensor2D) => tf.Tensor1D,
  scores: tf.Tensor2D,
  { regularizer = fermiDirac(), steps = 20, stepSize = 0.5 }: MeanFieldOptions = {},
): tf.Tensor2D {
  checkShapes("meanField", { scores: [scores, "batch dim"] });
  if (!(stepSize > 0 && stepSize <= 1)) {
    throw new EbmError(`meanField: \`stepSize\` is ${stepSize}, expected a number in (0, 1].`);
  }
  if (!(steps >= 1)) throw new EbmError(`meanField: \`steps\` is ${steps}, expected 1 or more.`);
  const slope = tf.grad((mu: tf.Tensor) => tf.sum(energy(mu as tf.Tensor2D)));
  const field = (theta: tf.Tensor2D): tf.Tensor2D =>
    tf.neg(slope(stopGradient(regularizer.argmax(theta))) as tf.Tensor2D);

  let theta = stopGradient(scores);
  for (let step = 1; step < steps; step++) {
    theta = tf.add(tf.mul(theta, 1 - stepSize), tf.mul(field(theta), stepSize));
  }
  return stopGradient(field(theta)); // the last step is a whole one
}
