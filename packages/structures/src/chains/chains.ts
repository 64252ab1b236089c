import { checkShapes } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";
import { members } from "../members.js";
import { takeRowScores, takeScores } from "../scores.js";
import { column, pick } from "../selection.js";
import type { Structure } from "../structure.js";
import { chainCode } from "./chain-code.js";
import { viterbi } from "./viterbi.js";

/**
 * The labelings of a chain of `length` places by `states` states, with an indicator of each
 * place's state and of each pair of adjacent states. Their model is a linear-chain conditional
 * random field. With S states, from 0, the entries of y are
 *
 *   y[t·S + a] = [state t is a],   then   y[length·S + (t·S + a)·S + b] = [states t, t + 1 are a, b].
 *
 * An elementary move gives one place another state.
 *
 * Reference: Lafferty, McCallum, Pereira. Conditional Random Fields: Probabilistic Models for
 * Segmenting and Labeling Sequence Data. ICML 2001.
 */
export function chains(length: number, states: number): Structure<readonly number[]> {
  const name = `chains(${length}, ${states})`;
  checkCount(name, { length, states });
  const unaryDim = length * states;
  const dim = unaryDim + (length - 1) * states ** 2;

  const unary = (scores: tf.Tensor2D, t: number): tf.Tensor2D =>
    tf.slice(scores, [0, t * states], [-1, states]);
  const transition = (scores: tf.Tensor2D, t: number): tf.Tensor3D =>
    tf.reshape(tf.slice(scores, [0, unaryDim + t * states ** 2], [-1, states ** 2]), [
      -1,
      states,
      states,
    ]);

  /** Returns y, given a one-hot vector of the state of each place. */
  const join = (path: readonly tf.Tensor2D[]): tf.Tensor2D => {
    const pairs = path.slice(1).map((next, t) => {
      const pair = tf.mul(tf.expandDims(path[t]!, 2), tf.expandDims(next, 1));
      return tf.reshape(pair, [-1, states ** 2]) as tf.Tensor2D;
    });
    return tf.concat([...path, ...pairs], 1);
  };

  return {
    name,
    dim,
    logSize: length * Math.log(states),
    noiseDim: length,
    proposalNoiseDim: 2,
    isExact: true,
    argmaxOn: "tensors",
    ...members(name, chainCode(name, { length, states })),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, dim);
      const places = Array.from({ length }, (_, t) => unary(theta, t));
      return join(
        viterbi(
          places,
          places.slice(1).map((_, t) => transition(theta, t)),
        ),
      );
    },

    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${length}`] });
      const any: tf.Tensor2D = tf.ones([1, states]);
      return join(Array.from({ length }, (_, t) => pick(any, column(uniforms, t))));
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${dim}`], uniforms: [uniforms, "draws 2"] });
      if (states === 1) return y;
      const place = pick(tf.ones([1, length]), column(uniforms, 0));
      const path = Array.from({ length }, (_, t) => {
        const state = unary(y, t);
        const other = pick(tf.sub(1, state), column(uniforms, 1));
        return tf.add(state, tf.mul(column(place, t), tf.sub(other, state))) as tf.Tensor2D;
      });
      return join(path);
    },

    // the forward algorithm: the sum over labelings of the places so far, by the last state
    logPartition(scores) {
      const theta = takeScores(`${name}.logPartition`, scores, dim);
      let logSums = unary(theta, 0);
      for (let t = 1; t < length; t++) {
        const before = tf.add(tf.expandDims(logSums, 2), transition(theta, t - 1));
        logSums = tf.add(tf.logSumExp(before, 1), unary(theta, t));
      }
      return tf.logSumExp(logSums, 1);
    },

    exactLogPartition(scores) {
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, dim);
      const all = Array.from({ length: states }, (_, state) => state);
      let logSums = all.map((state) => theta[state]!);
      for (let t = 1; t < length; t++) {
        const into = (b: number): number =>
          logSumExp(
            logSums.map((sum, a) => sum + theta[unaryDim + ((t - 1) * states + a) * states + b]!),
          );
        logSums = all.map((state) => into(state) + theta[t * states + state]!);
      }
      return logSumExp(logSums);
    },
  };
}
