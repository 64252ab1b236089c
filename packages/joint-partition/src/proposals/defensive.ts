import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Proposal } from "./proposal.js";

export interface DefensiveInputs {
  /** r, such as a `productBernoulli` or a `plackettLuce` near the model. */
  readonly proposal: Proposal;
  /** q, such as a `productBernoulli` or a `plackettLuce` of zero scores. */
  readonly prior: Proposal;
}

export interface DefensiveOptions {
  /** ε, the share of the prior; between 0 and 1. */
  readonly share?: number;
}

/**
 * The mixture (1 − ε) r + ε q, under which no importance weight is larger than 1/ε: however far
 * r is off, the loss loses no more than a factor 1/ε in draws against draws from the prior.
 *
 * The first uniform of a draw chooses between the two. Evenly spread ones, (s + ½)/samples, make
 * their numbers exact: no longer independent, the draws still estimate without bias if ε·samples
 * is whole.
 */
export function defensive(
  { proposal, prior }: DefensiveInputs,
  { share = 0.1 }: DefensiveOptions = {},
): Proposal {
  if (!(share > 0 && share < 1)) {
    throw new EbmError(`defensive: \`share\` is ${share}, expected a number between 0 and 1.`);
  }
  const noiseDim = 1 + Math.max(proposal.noiseDim, prior.noiseDim);
  const from = ({ noiseDim, sample }: Proposal, uniforms: tf.Tensor3D): tf.Tensor3D =>
    sample(tf.slice(uniforms, [0, 0, 1], [-1, -1, noiseDim]));

  return {
    noiseDim,

    sample(uniforms) {
      checkShapes("defensive.sample", { uniforms: [uniforms, `batch samples ${noiseDim}`] });
      const choice = tf.cast(tf.less(tf.slice(uniforms, [0, 0, 0], [-1, -1, 1]), share), "float32");
      const [own, priors] = [from(proposal, uniforms), from(prior, uniforms)];
      return tf.add(own, tf.mul(choice, tf.sub(priors, own)));
    },

    logProb(y) {
      const own = tf.add(proposal.logProb(y), Math.log(1 - share));
      const priors = tf.add(prior.logProb(y), Math.log(share));
      // either may have one row for all
      const [a, b] = [tf.add(own, tf.zerosLike(priors)), tf.add(priors, tf.zerosLike(own))];
      return tf.logSumExp(tf.stack([a, b]), 0);
    },
  };
}
