import { checkShapes, EbmError, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { uniformOf } from "./normals.js";
import type { Proposal } from "./proposal.js";

export interface DefensiveMixtureInputs<Points extends tf.Tensor, LogProbs extends tf.Tensor> {
  readonly proposal: Proposal<Points, LogProbs>;
  /** Reaches wherever the model may have mass. */
  readonly wide: Proposal<Points, LogProbs>;
}

/**
 * (1 − ε) q + ε w, with w a wide density: no weight exp(−E) / q is then larger than 1 / ε times
 * that under w, wherever q fails to reach.
 *
 * Draws are stratified: of S, all but ε·S, rounded by chance, are of q, in this order. That
 * leaves estimates unbiased, and lowers their variance. Weigh them by this density, whichever
 * part they came from. Of conditional proposals it is one too.
 *
 * Reference: Hesterberg. Weighted Average Importance Sampling and Defensive Mixture
 * Distributions. Technometrics, 1995.
 */
export function defensiveMixture<Points extends tf.Tensor, LogProbs extends tf.Tensor>(
  { proposal, wide }: DefensiveMixtureInputs<Points, LogProbs>,
  { share = 0.1 }: { readonly share?: number } = {},
): Proposal<Points, LogProbs> {
  if (proposal.dim !== wide.dim || !(share > 0 && share < 1)) {
    throw new EbmError(
      `defensiveMixture: \`proposal\` has dim ${proposal.dim}, \`wide\` ${wide.dim} and \`share\` is ${share}, expected equal dims and 0 < share < 1.`,
    );
  }
  const noiseDim = 1 + Math.max(proposal.noiseDim, wide.noiseDim);
  return {
    dim: proposal.dim,
    noiseDim,

    // the first normal places the draw within its stratum, the others are shared by both parts
    sample(normals) {
      const leading = normals.rank === 2 ? "draws" : "batch samples";
      checkShapes("defensiveMixture.sample", { normals: [normals, `${leading} ${noiseDim}`] });
      const [axis, draws] = [normals.rank - 1, normals.shape.at(-2)!];
      const place = tf.squeeze(along(normals, 0, 1), [axis]);
      const u = tf.div(tf.add(tf.range(0, draws), uniformOf(place)), draws);
      const isWide = tf.expandDims(tf.cast(tf.greaterEqual(u, 1 - share), "float32"), axis);
      const near = proposal.sample(along(normals, 1, proposal.noiseDim));
      const far = wide.sample(along(normals, 1, wide.noiseDim));
      const drawn = tf.add(tf.mul(near, tf.sub(1, isWide)), tf.mul(far, isWide));
      return stopGradient(drawn as Points);
    },

    logProb(y) {
      const near = tf.add(proposal.logProb(y), Math.log1p(-share));
      const far = tf.add(wide.logProb(y), Math.log(share));
      return tf.logSumExp(tf.stack([near, far]), 0) as LogProbs;
    },
  };
}

/** Some columns of the last axis. */
function along<T extends tf.Tensor>(x: T, from: number, count: number): T {
  const leading = x.shape.slice(0, -1);
  return tf.slice<tf.Rank, tf.Tensor>(x, [...leading.map(() => 0), from], [...leading, count]) as T;
}
