import { checkShapes, logSoftmax, stopGradient, takeAlong } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import type { NeighborSampler } from "./neighbor-sampler.js";

/**
 * Takes the largest logits after adding Gumbel noise: samples from their softmax without
 * replacement. If κ is the largest value left out, a logit φ has weight one over its probability of
 * exceeding κ, 1 − exp(−exp(φ − κ)).
 *
 * Weights 1/(samples·n) are correct with replacement only. Here they would be far too large for a
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

/** Returns Gumbel noise from uniform numbers, which may be 0. */
function gumbel(uniforms: tf.Tensor2D): tf.Tensor2D {
  return tf.neg(tf.log(tf.neg(tf.log(tf.maximum(uniforms, 2 ** -25)))));
}

/** Computes log(1 − exp(−eᵛ)). For very negative v it equals v − eᵛ/2 in float32. */
function logExceeds(v: tf.Tensor2D): tf.Tensor2D {
  const near: tf.Tensor2D = tf.clipByValue(v, -6, 5);
  const far: tf.Tensor2D = tf.minimum(v, -6);
  const above: tf.Tensor2D = tf.log(tf.neg(tf.expm1(tf.neg(tf.exp(near)))));
  const below: tf.Tensor2D = tf.sub(far, tf.div(tf.exp(far), 2));
  return tf.where(tf.less(stopGradient(v), -6), below, above);
}
