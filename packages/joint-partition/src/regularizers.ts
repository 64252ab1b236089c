import * as tf from "@tensorflow/tfjs-core";

/** A convex function Ω of μ ∈ [0, 1]ᵈ that smooths a relaxed energy. */
export interface Regularizer {
  readonly name: string;
  /** Ω(μ). [batch, dim] → [batch]. */
  value(mu: tf.Tensor2D): tf.Tensor1D;
  /** argmax over μ ∈ [0, 1]ᵈ of ⟨θ, μ⟩ − Ω(μ). [batch, dim] → [batch, dim]. */
  argmax(scores: tf.Tensor2D): tf.Tensor2D;
}

/** Returns the negative entropy of independent labels, Σᵢ μᵢ log μᵢ + (1 − μᵢ) log(1 − μᵢ). */
export function fermiDirac(): Regularizer {
  const xLogX = (x: tf.Tensor2D): tf.Tensor2D => tf.mul(x, tf.log(tf.maximum(x, TINY)));
  return {
    name: "fermiDirac",
    value: (mu) => tf.sum(tf.add(xLogX(mu), xLogX(tf.sub(1, mu))), 1),
    argmax: (scores) => tf.sigmoid(scores),
  };
}

/** Returns ½‖μ‖². Its argmax clips scores to [0, 1]. */
export function quadratic(): Regularizer {
  return {
    name: "quadratic",
    value: (mu) => tf.mul(tf.sum(tf.square(mu), 1), 0.5),
    argmax: (scores) => tf.clipByValue(scores, 0, 1),
  };
}

/** Keeps logarithms finite: μ log μ is 0 at μ = 0. */
const TINY = 1e-30;
