import { checkShapes, logSoftmax, stopGradient } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { drawByMass } from "./draw-by-mass.js";
import type { NeighborSampler } from "./neighbor-sampler.js";

/**
 * Samples without replacement, from one uniform number. It selects number i with probability
 * π = min(1, c·nᵢ), at evenly spaced points of the running sum of π. Here n is the softmax of the
 * logits, and c makes Σ π = samples. The weights are 1/π, so numbers with π = 1 are summed exactly
 * and only the rest is estimated.
 *
 * Reference: Fearnhead, Clifford. On-line inference for hidden Markov models via particle
 * filters. Journal of the Royal Statistical Society B, 2003.
 */
export function systematic(samples: number): NeighborSampler {
  checkCount("systematic", { samples });
  const sampler = { name: `systematic(${samples})`, samples, noiseDim: () => 1 };
  return {
    ...sampler,
    draw({ logits, uniforms }) {
      checkShapes(sampler.name, {
        logits: [logits, "batch neighbors"],
        uniforms: [uniforms, "batch 1"],
      });
      const logProb = logSoftmax(logits);
      const scaled = tf.add(logProb, logScale(stopGradient(logProb), samples));
      const places = tf.div<tf.Tensor2D>(tf.add(tf.range(0, samples), uniforms), samples);
      return drawByMass({ logMass: tf.minimum(scaled, 0), places });
    },
  };
}

/** Computes log c: the maximum over k of the scale if the k likeliest have π = 1. [batch, 1]. */
function logScale(logProb: tf.Tensor2D, samples: number): tf.Tensor {
  const prob = tf.exp(logProb);
  const top = tf.topk(prob, samples).values;
  const beyond = tf.relu(tf.sub(tf.sum(prob, 1, true), tf.sum(top, 1, true)));
  // the remaining mass if the first k have π = 1, and the number of samples left for it
  const rest = tf.add(beyond, tf.cumsum(top, 1, false, true));
  const draws = tf.range(samples, 0, -1);
  return tf.log(tf.max(tf.div(draws, tf.maximum(rest, 1e-30)), 1, true));
}
