import { type ConditionalProposal, defensive, stopGradient } from "@ebm/core";
import { plackettLuce, productBernoulli } from "@ebm/joint-partition";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../experiments/experiment.js";

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
  { structure, task }: Experiment,
  labels: number,
  { share }: { readonly share: number },
): InformedDraws {
  return {
    noiseDim: share === 1 ? labels : 1 + labels,
    draw(scores, uniforms) {
      const unary = tf.slice(scores, [0, 0], [-1, labels]) as tf.Tensor2D;
      const proposal = mixture(unary);
      const drawn = stopGradient(proposal.sample(uniforms));
      return {
        y: task === "multilabel" ? drawn : members(drawn),
        logWeights: stopGradient(tf.sub(-structure.logSize, proposal.logProb(drawn))),
      };
    },
  };

  function mixture(unary: tf.Tensor2D): ConditionalProposal {
    // labels d ranks apart differ by 2d/(labels − 1) in weight: twice the step has draws that
    // count the most, by their weights
    const own = task === "multilabel" ? unary : tf.mul<tf.Tensor2D>(unary, 4 / (labels - 1));
    const of = task === "multilabel" ? productBernoulli : plackettLuce;
    const wide = of(tf.zerosLike(own));
    return share === 1 ? wide : defensive({ proposal: of(own), wide }, { share });
  }

  /** Rankings as members of the structure. */
  function members(drawn: tf.Tensor3D): tf.Tensor3D {
    const rows = tf.reshape(drawn, [-1, labels]) as tf.Tensor2D;
    return tf.reshape(stopGradient(structure.argmax(rows)), drawn.shape);
  }
}
