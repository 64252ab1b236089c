import { checkShapes, logSoftmax, stopGradient, takeAlong } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import type { NeighborSampler } from "./neighbor-sampler.js";

/**
 * The largest of the logits after Gumbel noise: draws from their softmax, one after another,
 * never the same twice. Where κ is the largest that was left out, the weight is one over the
 * probability of a logit φ to exceed it, 1 − exp(−exp(φ − κ)).
 *
 * Weights 1/(samples·n) would be those of draws with replacement, and far too large on a
 * peaked proposal.
 *
 * Reference: Kool, van Hoof, Welling. Stochastic beams and where to find them. ICML 2019.
 * https://arxiv.org/abs/1903.06059
 */
export function withoutReplacement(samples: number): NeighborSampler {
  checkCount("withoutReplacement", { samples });
  const sampler = {
    name: `withoutReplacement(${samples})`,
    samples,
    noiseDim: (neighbors: number) => neighbors,
  };
  return {
    ...sampler,
    draw({ logits, uniforms }) {
      checkShapes(sampler.name, {
        logits: [logits, "batch neighbors"],
        uniforms: [uniforms, "batch neighbors"],
      });
      const logProb = logSoftmax(logits);
      const keys = stopGradient(tf.add<tf.Tensor2D>(logProb, gumbel(uniforms)));
      const neighbors = logits.shape[1];
      const { values, indices } = tf.topk(keys, Math.min(samples + 1, neighbors));
      const drawn: tf.Tensor2D = tf.slice(indices, [0, 0], [-1, samples]);
      const chosen = takeAlong(logProb, drawn);
      if (samples === neighbors)
        return { indices: drawn, logWeights: tf.zerosLike<tf.Tensor2D>(chosen) };
      const threshold = tf.slice(values, [0, samples], [-1, 1]);
      return { indices: drawn, logWeights: tf.neg(logExceeds(tf.sub(chosen, threshold))) };
    },
  };
}

/** Of uniforms that may be 0. */
function gumbel(uniforms: tf.Tensor2D): tf.Tensor2D {
  return tf.neg(tf.log(tf.neg(tf.log(tf.maximum(uniforms, 2 ** -25)))));
}

/** log(1 − exp(−eᵛ)), which is v − eᵛ/2 to the last digit far below 0. */
function logExceeds(v: tf.Tensor2D): tf.Tensor2D {
  const near: tf.Tensor2D = tf.clipByValue(v, -6, 5);
  const far: tf.Tensor2D = tf.minimum(v, -6);
  const above: tf.Tensor2D = tf.log(tf.neg(tf.expm1(tf.neg(tf.exp(near)))));
  const below: tf.Tensor2D = tf.sub(far, tf.div(tf.exp(far), 2));
  return tf.where(tf.less(stopGradient(v), -6), below, above);
}
