import {
  type ConditionalProposal,
  checkShapes,
  logSoftmax,
  normalCdf,
  stopGradient,
} from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { pick } from "../pick.js";
import { standardLogProb } from "./standard-log-prob.js";

export interface MixtureDensityShape {
  readonly components: number;
  /** Number of coordinates of y. */
  readonly dim: number;
}

/** The bound on log σ. Values near 0 are unchanged. */
const BOUND = 10;

/**
 * A mixture density network, from the outputs of the network: for each input x the density
 *
 *   q(y|x) = Σₖ πₖ(x) N(μₖ(x), diag σₖ(x)²).
 *
 * A row of outputs has the logits of π, then the means, one component after another, then log σ, which
 * 10·tanh(·/10) bounds. Train it by −mean log q at the data.
 *
 * @param outputs Shape [batch, components·(1 + 2·dim)].
 *
 * Reference: Bishop. Mixture Density Networks. 1994.
 */
export function mixtureDensity(
  outputs: tf.Tensor2D,
  { components, dim }: MixtureDensityShape,
): ConditionalProposal {
  checkCount("mixtureDensity", { components, dim });
  const size = components * dim;
  const { batch } = checkShapes("mixtureDensity", {
    outputs: [outputs, `batch ${components + 2 * size}`],
  });
  const part = (from: number, width: number): tf.Tensor2D =>
    tf.slice(outputs, [0, from], [batch, width]);
  const parts = () => {
    const shape: [number, number, number] = [batch, components, dim];
    const raw = tf.reshape(part(components + size, size), shape);
    return {
      logWeights: logSoftmax(part(0, components)),
      means: tf.reshape(part(components, size), shape),
      logDeviations: tf.mul(tf.tanh(tf.div(raw, BOUND)), BOUND) as tf.Tensor3D,
    };
  };
  return {
    dim,
    noise: "normal",
    noiseDim: 1 + dim,

    // the first normal number selects the component
    sample(normals) {
      const { samples } = checkShapes("mixtureDensity.sample", {
        normals: [normals, `${batch} samples ${1 + dim}`],
      });
      const { logWeights, means, logDeviations } = parts();
      const choice = tf.squeeze(tf.slice(normals, [0, 0, 0], [batch, samples, 1]), [2]);
      const probabilities = tf.expandDims(tf.exp(logWeights), 1);
      const picked = pick<tf.Tensor3D>(probabilities, normalCdf(choice));
      const z = tf.slice(normals, [0, 0, 1], [batch, samples, dim]);
      const deviation = tf.matMul(picked, tf.exp(logDeviations));
      return stopGradient(tf.add(tf.matMul(picked, means), tf.mul(deviation, z)));
    },

    logProb(y) {
      checkShapes("mixtureDensity.logProb", { y: [y, `${batch} samples ${dim}`] });
      const { logWeights, means, logDeviations } = parts();
      const along = (of: tf.Tensor): tf.Tensor => tf.expandDims(of, 1);
      // [batch, samples, components, dim]
      const centered = tf.sub(tf.expandDims(y, 2), along(means));
      const z = tf.mul(centered, along(tf.exp(tf.neg(logDeviations))));
      const offsets = tf.sub(logWeights, tf.sum(logDeviations, 2));
      return tf.logSumExp(tf.add(standardLogProb(z, 3), along(offsets)), 2);
    },
  };
}
