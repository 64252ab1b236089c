import { stopGradient } from "@ebm/core";
import { fenchelYoungLoss, meanField, quadratic } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

/**
 * Returns the method of the generalized Fenchel–Young loss with Ω = ½‖·‖². Its minimizer on [0, 1]ᵏ
 * has a closed form for the unary energy. For the pairwise energy, mirror descent finds it. (With
 * the entropy of bits as Ω, the loss of the unary energy would be the exact likelihood.)
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
