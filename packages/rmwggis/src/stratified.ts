import { checkShapes, logSoftmax } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { drawByMass } from "./draw-by-mass.js";
import type { NeighborSampler } from "./neighbor-sampler.js";

/**
 * Splits the softmax n of the logits into equal parts and takes one sample from each, weighted by
 * 1/(samples·n). Its variance never exceeds that of `withReplacement`.
 */
export function stratified(samples: number): NeighborSampler {
  checkCount("stratified", { samples });
  return {
    name: `stratified(${samples})`,
    samples,
    noiseDim: () => samples,
    draw({ logits, uniforms }) {
      checkShapes(`stratified(${samples})`, {
        logits: [logits, "batch neighbors"],
        uniforms: [uniforms, `batch ${samples}`],
      });
      const places = tf.div<tf.Tensor2D>(tf.add(tf.range(0, samples), uniforms), samples);
      return drawByMass({ logMass: logSoftmax(logits), places });
    },
  };
}
