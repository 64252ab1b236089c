import { stopGradient } from "@ebm/core";
import { fenchelYoungLoss, meanField, quadratic } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

/**
 * The generalized Fenchel–Young loss with Ω = ½‖·‖², whose minimizer on [0, 1]ᵏ is in closed form
 * for the unary energy, and found by mirror descent for the pairwise one. (With the entropy of bits
 * it would be, of the unary energy, the exact likelihood.)
 */
export function fenchelYoung(
  { energy, structure, scores: width }: StructuredModel,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  const regularizer = quadratic();
  const linear = width === structure.dim;
  return {
    networks: [],
    noise: () => ({}),
    loss(params, { x, y }) {
      const scores = mlp(params.scores, x, { activation });
      const frozen = stopGradient(scores);
      const relaxed = regularizer.argmax(linear ? frozen : field(frozen));
      const [dataEnergy, relaxedEnergy] = [energy(scores, y), energy(scores, relaxed)];
      return fenchelYoungLoss({ y, dataEnergy, relaxed, relaxedEnergy }, { regularizer });
    },
  };

  /** Computes the score of each label, given the means of the others. */
  function field(scores: tf.Tensor2D): tf.Tensor2D {
    const unary = tf.slice(scores, [0, 0], [-1, structure.dim]);
    return meanField((mu) => energy(scores, mu), unary, { regularizer });
  }
}
