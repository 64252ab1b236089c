import type * as tf from "@tensorflow/tfjs-core";

/** Ω, a convex function of μ ∈ [0, 1]ᵈ: what a relaxed energy is smoothed by. */
export interface Regularizer {
  readonly name: string;
  /** Ω(μ). [batch, dim] → [batch]. */
  value(mu: tf.Tensor2D): tf.Tensor1D;
  /** argmax over μ ∈ [0, 1]ᵈ of ⟨θ, μ⟩ − Ω(μ). [batch, dim] → [batch, dim]. */
  argmax(scores: tf.Tensor2D): tf.Tensor2D;
}
