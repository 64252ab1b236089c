import { type ConditionalProposal, defensive, stopGradient } from "@ebm/core";
import type { StructuredModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";

/** Samples of y for each x, with their importance weights. */
export interface InformedDraws {
  /** Number of uniforms per sample. */
  readonly noiseDim: number;
  /** [batch, samples, noiseDim] → members [batch, samples, dim], log q/r [batch, samples]. */
  draw(
    scores: tf.Tensor2D,
    uniforms: tf.Tensor3D,
  ): { readonly y: tf.Tensor3D; readonly logWeights: tf.Tensor2D };
}

/**
 * Samples from an approximation of the model: independent bits by the unary scores, or a
 * Plackett–Luce ranking. A fraction `share` of the samples comes from the uniform prior. With
 * `share` 1 all do.
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
    const informed = tf.mul<tf.Tensor2D>(unary, proposalScale);
    const wide = proposal(tf.zerosLike(informed));
    return share === 1 ? wide : defensive({ proposal: proposal(informed), wide }, { share });
  }
}
