import { type ConditionalProposal, checkShapes, stopGradient } from "@ebm/core";
import { checkShare } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { perRow } from "./per-row.js";

export interface ProductBernoulliOptions {
  /** The weight ε of a fair coin in every rᵢ, in [0, 1]. Default: 0. */
  readonly smoothing?: number;
}

/**
 * The distribution of independent labels, which are 1 with probabilities
 *
 *   rᵢ = (1 − ε) σ(uᵢ) + ε/2.
 *
 * If u are the scores of a unary energy −⟨u, y⟩ and ε = 0, it is the model itself, so all samples
 * have the same weight in the loss. A fraction of u gives a flatter distribution. Smoothing bounds
 * q/r by 1/ε for each label, so by ε⁻ᵏ for k labels. `defensive` bounds it by one factor for all.
 *
 * @param scores u. Shape [batch, labels].
 */
export function productBernoulli(
  scores: tf.Tensor2D,
  { smoothing = 0 }: ProductBernoulliOptions = {},
): ConditionalProposal {
  checkShapes("productBernoulli", { scores: [scores, "batch labels"] });
  checkShare("productBernoulli", { smoothing });
  const labels = scores.shape[1];
  const smooth = (u: tf.Tensor2D): tf.Tensor2D =>
    tf.add(tf.mul(tf.sigmoid(u), 1 - smoothing), smoothing / 2);
  const logSmooth = (u: tf.Tensor2D): tf.Tensor2D =>
    smoothing === 0 ? tf.neg(tf.softplus(tf.neg(u))) : tf.log(smooth(u));

  return {
    dim: labels,
    noise: "uniform",
    noiseDim: labels,

    sample(uniforms) {
      checkShapes("productBernoulli.sample", {
        uniforms: [uniforms, perRow(uniforms, scores, labels)],
      });
      const on = tf.less<tf.Tensor3D>(uniforms, tf.expandDims(smooth(scores), 1));
      return stopGradient(tf.cast(on, "float32"));
    },

    // Σᵢ log(1 − rᵢ) + Σᵢ yᵢ (log rᵢ − log(1 − rᵢ))
    logProb(y) {
      checkShapes("productBernoulli.logProb", { y: [y, perRow(y, scores, labels)] });
      const [on, off] = [logSmooth(scores), logSmooth(tf.neg(scores))];
      const odds = tf.matMul(y, tf.expandDims(tf.sub(on, off), 2));
      return tf.add(tf.squeeze(odds, [2]), tf.sum(off, 1, true));
    },
  };
}
