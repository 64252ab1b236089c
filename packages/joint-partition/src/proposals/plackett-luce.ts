import { type ConditionalProposal, checkShapes, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { perRow } from "./per-row.js";

/** Replaces log 0: below any score, but finite, so that gradients are finite too. */
const LOG_ZERO = -1e30;

/** Replaces a uniform number of 0, whose logarithm is not finite: half the smallest one above 0. */
const LEAST = 2 ** -25;

/**
 * The Plackett–Luce distribution of rankings. A softmax of the scores chooses the best label, then a
 * softmax over the remaining labels chooses the next one, and so on:
 *
 *   log r(y) = Σᵢ [ θᵢ − log Σ over j that i beats, and i itself, of exp θⱼ ].
 *
 * In a sample, y[label] is the number of labels that it beats: k − 1 for the best. `logProb` uses
 * only the order, so it takes any vector that is larger for the better label. The `argmax` of a
 * ranking structure maps samples to its members. Equal scores give the uniform distribution.
 *
 * It samples by the order of θᵢ + Gumbel noise. θ has shape [batch, labels].
 *
 * References: Plackett. The Analysis of Permutations. 1975. Yellott. The Relationship between
 * Luce's Choice Axiom, Thurstone's Theory of Comparative Judgment, and the Double Exponential
 * Distribution. 1977.
 */
export function plackettLuce(scores: tf.Tensor2D): ConditionalProposal {
  checkShapes("plackettLuce", { scores: [scores, "batch labels"] });
  const labels = scores.shape[1];
  return {
    dim: labels,
    noise: "uniform",
    noiseDim: labels,

    sample(uniforms) {
      checkShapes("plackettLuce.sample", {
        uniforms: [uniforms, perRow(uniforms, scores, labels)],
      });
      const gumbels = tf.neg(tf.log(tf.neg(tf.log(tf.maximum(uniforms, LEAST)))));
      const keys = tf.add<tf.Tensor3D>(tf.expandDims(scores, 1), gumbels);
      // among equal keys, the first beats the others
      return stopGradient(tf.sum(tf.add(beats(keys), tf.mul(ties(keys), earlier(labels))), 3));
    },

    logProb(y) {
      checkShapes("plackettLuce.logProb", { y: [y, perRow(y, scores, labels)] });
      const theta = tf.expandDims(tf.expandDims(scores, 1), 1); // [batch, 1, 1, j]
      const remains = tf.sub(1, beats(tf.neg(y)));
      const left = tf.add(theta, tf.mul(tf.sub(1, remains), LOG_ZERO));
      return tf.sub(tf.sum(scores, 1, true), tf.sum(tf.logSumExp(left, 3), 2));
    },
  };
}

/** Returns 1 at [.., i, j] where keyᵢ > keyⱼ. */
function beats(keys: tf.Tensor3D): tf.Tensor4D {
  return tf.step(tf.sub(tf.expandDims(keys, 3), tf.expandDims(keys, 2)));
}

/** Returns 1 at [.., i, j] where keyᵢ = keyⱼ. */
function ties(keys: tf.Tensor3D): tf.Tensor4D {
  return tf.sub(tf.sub(1, beats(keys)), beats(tf.neg(keys)));
}

/** Returns 1 at [i, j] where i < j. */
function earlier(size: number): tf.Tensor2D {
  const values = Array.from({ length: size * size }, (_, at) =>
    Math.floor(at / size) < at % size ? 1 : 0,
  );
  return tf.tensor2d(values, [size, size]);
}
