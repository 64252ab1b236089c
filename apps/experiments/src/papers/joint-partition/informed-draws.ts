import { type ConditionalProposal, defensive, stopGradient } from "@ebm/core";
import type { StructuredModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";

/** Draws of y for each x, and what importance weights make them count. */
export interface InformedDraws {
  /** How many uniforms one draw takes. */
  readonly noiseDim: number;
  /** [batch, samples, noiseDim] → members [batch, samples, dim], log q/r [batch, samples]. */
  draw(
    scores: tf.Tensor2D,
    uniforms: tf.Tensor3D,
  ): { readonly y: tf.Tensor3D; readonly logWeights: tf.Tensor2D };
}

/**
 * Draws from what resembles the model, a share of them from the uniform prior: independent bits
 * by the unary scores, or a ranking by Plackett and Luce. A share of 1 is the prior alone.
 */
export function informedDraws(
  { structure, proposal, members, proposalScale }: StructuredModel,
  labels: number,
  { share }: { readonly share: number },
): InformedDraws {
  return {
    noiseDim: share === 1 ? labels : 1 + labels,
    draw(scores, uniforms) {
      const unary = tf.slice(scores, [0, 0], [-1, labels]) as tf.Tensor2D;
      const source = mixture(unary);
      const drawn = stopGradient(source.sample(uniforms));
      return {
        y: members(drawn),
        logWeights: stopGradient(tf.sub(-structure.logSize, source.logProb(drawn))),
      };
    },
  };

  function mixture(unary: tf.Tensor2D): ConditionalProposal {
    const own = tf.mul<tf.Tensor2D>(unary, proposalScale);
    const wide = proposal(tf.zerosLike(own));
    return share === 1 ? wide : defensive({ proposal: proposal(own), wide }, { share });
  }
}
