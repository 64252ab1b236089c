import * as tf from "@tensorflow/tfjs-core";
import { checkShare } from "./check.js";
import { checkShapes } from "./check-shapes.js";
import { EbmError } from "./errors.js";
import { normalCdf } from "./normal-cdf.js";
import type { Proposal } from "./proposal.js";
import { stopGradient } from "./stop-gradient.js";

export interface DefensiveInputs<Points extends tf.Tensor, LogProbs extends tf.Tensor> {
  /** The proposal r, which is close to the model. */
  readonly proposal: Proposal<Points, LogProbs>;
  /** The proposal w, which covers every region where the model may have mass. Often the prior. */
  readonly wide: Proposal<Points, LogProbs>;
}

export interface DefensiveOptions {
  /** The share ε of `wide`, between 0 and 1. Default: 0.1. */
  readonly share?: number;
  /**
   * Whether the samples are stratified: of n samples the last ε·n, rounded up or down at random, are
   * from `wide`. Estimates stay unbiased and vary less, but the samples are not independent.
   * Default: false.
   */
  readonly stratified?: boolean;
}

/**
 * Returns the mixture (1 − ε) r + ε w. An importance weight p/q under it is at most 1/ε times the
 * weight under `wide`, however poor r is. Weight all samples by this mixture, whichever part they
 * come from.
 *
 * The first noise value of a sample chooses its part. If these values are evenly spaced, such as
 * (s + ½)/samples, the number of samples from each part is exact. Estimates then stay unbiased if
 * ε·samples is an integer.
 *
 * Reference: Hesterberg. Weighted Average Importance Sampling and Defensive Mixture Distributions.
 * Technometrics, 1995.
 */
export function defensive<Points extends tf.Tensor, LogProbs extends tf.Tensor>(
  { proposal, wide }: DefensiveInputs<Points, LogProbs>,
  { share = 0.1, stratified = false }: DefensiveOptions = {},
): Proposal<Points, LogProbs> {
  const { dim, noise } = proposal;
  checkShare("defensive", { share }, { open: true });
  if (wide.dim !== dim || wide.noise !== noise) {
    throw new EbmError(
      `defensive: \`wide\` has dim ${wide.dim} and ${wide.noise} noise, expected dim ${dim} and ${noise} noise, as \`proposal\` has.`,
    );
  }
  const noiseDim = 1 + Math.max(proposal.noiseDim, wide.noiseDim);
  return {
    dim,
    noise,
    noiseDim,

    sample(values) {
      const axis = values.rank - 1;
      const leading = axis === 1 ? "samples" : "batch samples";
      checkShapes("defensive.sample", { noise: [values, `${leading} ${noiseDim}`] });
      const first = columns(values, 0, 1);
      const uniforms = noise === "normal" ? normalCdf(first) : first;
      const choice = stratified ? strata(uniforms) : uniforms;
      const isWide = tf.cast(tf.less(choice, share), "float32");
      const near = proposal.sample(columns(values, 1, proposal.noiseDim));
      const far = wide.sample(columns(values, 1, wide.noiseDim));
      const chosen = tf.add(tf.mul(near, tf.sub(1, isWide)), tf.mul(far, isWide));
      return stopGradient(chosen as Points);
    },

    logProb(y) {
      const near = tf.add(proposal.logProb(y), Math.log1p(-share));
      const far = tf.add(wide.logProb(y), Math.log(share));
      // one of them may have a batch of 1
      const both = [tf.add(near, tf.zerosLike(far)), tf.add(far, tf.zerosLike(near))];
      return tf.logSumExp(tf.stack(both), 0) as LogProbs;
    },
  };
}

/** Moves each uniform number to its own part of [0, 1), from the last sample to the first. */
function strata(uniforms: tf.Tensor): tf.Tensor {
  const samples = uniforms.shape.at(-2)!;
  const parts = tf.reshape(tf.range(0, samples), [samples, 1]);
  return tf.sub(1, tf.div(tf.add(parts, uniforms), samples));
}

/** Returns `count` entries of the last axis, from the given one on. */
function columns<T extends tf.Tensor>(x: T, from: number, count: number): T {
  const leading = x.shape.slice(0, -1);
  return tf.slice<tf.Rank, tf.Tensor>(x, [...leading.map(() => 0), from], [...leading, count]) as T;
}
