import type * as tf from "@tensorflow/tfjs-core";

/**
 * A density that can be drawn from and evaluated: what the losses of this package take their draws
 * of, and weigh them by. Pure, and traceable.
 *
 * All noise is standard normal, so that `normal(key, draws * noiseDim)` of `@ebm/core` is what
 * any proposal needs; what is uniform inside is Φ of a normal.
 *
 * Its second form, for regression, is `ConditionalProposal`, of one more axis.
 */
export interface Proposal<
  Points extends tf.Tensor = tf.Tensor2D,
  LogProbs extends tf.Tensor = tf.Tensor1D,
> {
  readonly dim: number;
  /** How many standard normals one draw takes. */
  readonly noiseDim: number;
  /** Draws, which are constants to the gradient. [draws, noiseDim] → [draws, dim]. */
  sample(normals: Points): Points;
  /** log q(y). [draws, dim] → [draws]. */
  logProb(y: Points): LogProbs;
}

/**
 * q(y|x) at the inputs of a batch, one density for each.
 *
 * `sample` is [batch, samples, noiseDim] → [batch, samples, dim], and `logProb`
 * [batch, samples, dim] → [batch, samples].
 */
export type ConditionalProposal = Proposal<tf.Tensor3D, tf.Tensor2D>;
