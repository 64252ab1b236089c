import { checkShapes, logSoftmax, stopGradient } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { drawByMass } from "./draw-by-mass.js";
import type { NeighborSampler } from "./neighbor-sampler.js";

/**
 * Draws without replacement, of one uniform: number i is drawn with probability
 * π = min(1, c·nᵢ), where n is the softmax of the logits and c makes Σ π = samples, at evenly
 * spaced places of the running sum of π. Weighted by 1/π, so that what is sure to be drawn is
 * summed exactly, and only the rest is estimated.
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

/** log c: of the scales that let the k most likely be sure, over all k, the largest. [batch, 1]. */
function logScale(logProb: tf.Tensor2D, samples: number): tf.Tensor {
  const prob = tf.exp(logProb);
  const top = tf.topk(prob, samples).values;
  const beyond = tf.relu(tf.sub(tf.sum(prob, 1, true), tf.sum(top, 1, true)));
  // the mass that is left to the others once the first k are sure, and its share of the draws
  const rest = tf.add(beyond, tf.cumsum(top, 1, false, true));
  const draws = tf.range(samples, 0, -1);
  return tf.log(tf.max(tf.div(draws, tf.maximum(rest, 1e-30)), 1, true));
}
