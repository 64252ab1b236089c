import { checkShapes, EbmError, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { fermiDirac, type Regularizer } from "../regularizers.js";

export interface MeanFieldOptions {
  /** The regularizer Ω. `fermiDirac()` gives the naive mean field. Default: `fermiDirac()`. */
  readonly regularizer?: Regularizer;
  /** Number of steps, at least 1. Each takes one gradient of E. Default: 20. */
  readonly steps?: number;
  /** The step size η, in (0, 1]. Default: 0.5. */
  readonly stepSize?: number;
}

/**
 * Finds scores θ such that μ = argmax ⟨θ, μ⟩ − Ω(μ) is a stationary point of
 *
 *   min over μ ∈ [0, 1]ᵈ of E(x, μ) + Ω(μ),
 *
 * by mirror descent, θ ← (1 − η)θ − η∇E(μ). The point is the minimum if the sum is convex and η is
 * small enough. If E is linear and η is 1, one step is exact.
 *
 * With `fermiDirac()`, `productBernoulli(θ)` then has the smallest KL(r, p) from p ∝ exp(−E) among
 * independent bits, if E(x, μ) is the expected energy of independent bits with means μ. This holds
 * for −⟨u, μ⟩ − ½⟨μ, Uμ⟩ if U has a zero diagonal.
 *
 * @param energy E(x, ·) for relaxed y: [batch, dim] → [batch].
 * @param scores The initial θ, such as u. Shape [batch, dim].
 * @returns θ. No gradient flows through it. Shape [batch, dim].
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
