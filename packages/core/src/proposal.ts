import type * as tf from "@tensorflow/tfjs-core";

/**
 * A distribution q that you can sample from and whose log-probability you can evaluate. Losses
 * sample from it and weight the samples by it.
 *
 * Both functions are pure and traceable: all randomness is an input, of the kind that `noise`
 * names. For one distribution for each input x, see `ConditionalProposal`.
 */
export interface Proposal<
  Points extends tf.Tensor = tf.Tensor2D,
  LogProbs extends tf.Tensor = tf.Tensor1D,
> {
  /** Number of coordinates of one sample. */
  readonly dim: number;
  /** The noise that `sample` takes: `uniform` numbers on [0, 1) or standard `normal` ones. */
  readonly noise: "uniform" | "normal";
  /** Number of noise values that one sample takes. */
  readonly noiseDim: number;
  /** Returns samples, constants to the gradient. [samples, noiseDim] → [samples, dim]. */
  sample(noise: Points): Points;
  /** Returns log q(y). [samples, dim] → [samples]. */
  logProb(y: Points): LogProbs;
}

/**
 * Distributions q(·|xᵢ), one for each row of a batch; or one for all rows, if it has a batch of 1.
 *
 * `sample` is [batch, samples, noiseDim] → [batch, samples, dim], and `logProb` is
 * [batch, samples, dim] → [batch, samples]. An input with a batch of 1 is shared by all rows, where
 * the proposal supports it.
 */
export type ConditionalProposal = Proposal<tf.Tensor3D, tf.Tensor2D>;
