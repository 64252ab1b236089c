import { checkShapes, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { fermiDirac, type Regularizer } from "../regularizers.js";

export interface FenchelYoungInputs {
  /** yᵢ ∈ {0, 1}ᵈ, observed. Shape [batch, dim]. */
  readonly y: tf.Tensor2D;
  /** E(xᵢ, yᵢ). Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /**
   * μᵢ, a minimiser of E(xᵢ, μ) + Ω(μ), constant to the gradient: one in closed form needs
   * `stopGradient`, what `meanField` gives does not. Shape [batch, dim].
   */
  readonly relaxed: tf.Tensor2D;
  /** E(xᵢ, μᵢ), of that μᵢ. Shape [batch]. */
  readonly relaxedEnergy: tf.Tensor1D;
}

export interface FenchelYoungOptions {
  /** Ω, which smooths the energy. Default: `fermiDirac()`. */
  readonly regularizer?: Regularizer;
}

/**
 * Generalized Fenchel–Young loss of an energy that takes relaxed members,
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + Ω(yᵢ) − min over μ ∈ [0, 1]ᵈ of E(xᵢ, μ) + Ω(μ) ]  ≥  0,
 *
 * and 0 where yᵢ is itself a minimiser. By the envelope theorem its gradient is that of
 * E(xᵢ, yᵢ) − E(xᵢ, μᵢ) for a constant μᵢ, so no gradient goes through the search for μ.
 *
 * `meanField` finds it: relaxed = regularizer.argmax(meanField(energy, scores, { regularizer })).
 * If E is linear in y and Ω is `fermiDirac()`, it is the logistic loss of each label, exactly.
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
