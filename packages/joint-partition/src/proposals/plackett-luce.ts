import { type ConditionalProposal, checkShapes, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { perRow } from "./per-row.js";

/** Stands for log 0: below any score, yet finite, so that gradients are too. */
const LOG_ZERO = -1e30;

/** The least uniform above 0, halved: what stands for 0, whose log is not finite. */
const LEAST = 2 ** -25;

/**
 * Rankings whose best label is drawn by a softmax of the scores, the next by one of those that
 * remain, and so on:
 *
 *   log r(y) = Σᵢ [ θᵢ − log Σ over j that i beats, and i itself, of exp θⱼ ].
 *
 * A draw is y[label] = how many labels it beats, k − 1 for the best. `logProb` looks at the order
 * of a y alone, and takes any vector that is larger for the better label. The `argmax` of a
 * structure of rankings takes draws to its members. Equal scores make it uniform.
 *
 * It draws by the order of θᵢ + Gumbel noise. Shape of θ [batch, labels].
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
      // of equal keys, the first beats the others
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

/** 1 at [.., i, j] where keyᵢ > keyⱼ. */
function beats(keys: tf.Tensor3D): tf.Tensor4D {
  return tf.step(tf.sub(tf.expandDims(keys, 3), tf.expandDims(keys, 2)));
}

/** 1 at [.., i, j] where keyᵢ = keyⱼ. */
function ties(keys: tf.Tensor3D): tf.Tensor4D {
  return tf.sub(tf.sub(1, beats(keys)), beats(tf.neg(keys)));
}

/** 1 at [i, j] where i < j. */
function earlier(size: number): tf.Tensor2D {
  const values = Array.from({ length: size * size }, (_, at) =>
    Math.floor(at / size) < at % size ? 1 : 0,
  );
  return tf.tensor2d(values, [size, size]);
}
