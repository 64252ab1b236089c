import { checkShapes, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { fermiDirac, type Regularizer } from "../regularizers.js";

export interface FenchelYoungInputs {
  /** The observed yᵢ ∈ {0, 1}ᵈ. Shape [batch, dim]. */
  readonly y: tf.Tensor2D;
  /** E(xᵢ, yᵢ). Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /**
   * μᵢ, a minimizer of E(xᵢ, μ) + Ω(μ). No gradient may flow through it: apply `stopGradient` to a
   * closed form; the result of `meanField` is already constant. Shape [batch, dim].
   */
  readonly relaxed: tf.Tensor2D;
  /** E(xᵢ, μᵢ) at that μᵢ. Shape [batch]. */
  readonly relaxedEnergy: tf.Tensor1D;
}

export interface FenchelYoungOptions {
  /** The regularizer Ω. Default: `fermiDirac()`. */
  readonly regularizer?: Regularizer;
}

/**
 * Computes the generalized Fenchel–Young loss of an energy that accepts relaxed y ∈ [0, 1]ᵈ,
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + Ω(yᵢ) − min over μ ∈ [0, 1]ᵈ of E(xᵢ, μ) + Ω(μ) ]  ≥  0,
 *
 * It is 0 if yᵢ is itself a minimizer. By the envelope theorem its gradient is the gradient of
 * E(xᵢ, yᵢ) − E(xᵢ, μᵢ) with a constant μᵢ, so no gradient flows through the search for μ.
 *
 * `meanField` finds μ: relaxed = regularizer.argmax(meanField(energy, scores, { regularizer })).
 * If E is linear in y and Ω is `fermiDirac()`, it is exactly the sum of the labels' logistic losses.
 *
 * Reference: Blondel, Llinares-López, Dadashi, Hussenot, Geist. Learning Energy Networks with
 * Generalized Fenchel-Young Losses. NeurIPS 2022. https://arxiv.org/abs/2205.09589
 */
export function fenchelYoungLoss(
  inputs: FenchelYoungInputs,
  { regularizer = fermiDirac() }: FenchelYoungOptions = {},
): tf.Scalar {
  const { y, dataEnergy, relaxed, relaxedEnergy } = inputs;
  checkShapes("fenchelYoungLoss", {
    y: [y, "batch dim"],
    dataEnergy: [dataEnergy, "batch"],
    relaxed: [relaxed, "batch dim"],
    relaxedEnergy: [relaxedEnergy, "batch"],
  });
  const omega = tf.sub(regularizer.value(y), regularizer.value(relaxed));
  return tf.mean(tf.add(tf.sub(dataEnergy, relaxedEnergy), stopGradient(omega)));
}
