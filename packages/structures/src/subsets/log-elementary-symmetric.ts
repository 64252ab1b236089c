import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";
import { column } from "../selection.js";

/**
 * Returns the logs of the elementary symmetric polynomials e₀, …, e_top of exp(θ₁), …, exp(θₙ),
 *
 *   eⱼ = Σ over subsets S of j items of exp Σ over i ∈ S of θᵢ,
 *
 * adding one item after another: eⱼ ← eⱼ + exp(θᵢ)·eⱼ₋₁, where every term is positive.
 * [batch, n] → [batch, top + 1].
 */
export function logElementarySymmetric(scores: tf.Tensor2D, top: number): tf.Tensor2D {
  const [batch, size] = scores.shape;
  // it depends on the scores, with a gradient of zero
  if (top === 0) return tf.sum(tf.zerosLike(scores), 1, true);
  let logE: tf.Tensor2D = tf.zeros([batch, 1]);
  for (let i = 0; i < size; i++) {
    const count = logE.shape[1];
    const withItem = tf.add(logE, column(scores, i)) as tf.Tensor2D;
    const parts = [column(logE, 0)];
    if (count > 1) {
      const [without, joined] = [slice(logE, 1, count - 1), slice(withItem, 0, count - 1)];
      parts.push(tf.logSumExp(tf.stack([without, joined]), 0));
    }
    if (count <= top) parts.push(column(withItem, count - 1));
    logE = tf.concat(parts, 1);
  }
  return logE;
}

/** Returns the same for one θ, in float64. */
export function exactLogElementarySymmetric(scores: ArrayLike<number>, top: number): Float64Array {
  const logE = new Float64Array(top + 1).fill(-Infinity);
  logE[0] = 0;
  for (let i = 0; i < scores.length; i++) {
    for (let j = Math.min(i + 1, top); j > 0; j--) {
      logE[j] = logSumExp([logE[j]!, logE[j - 1]! + scores[i]!]);
    }
  }
  return logE;
}

function slice(x: tf.Tensor2D, from: number, count: number): tf.Tensor2D {
  return tf.slice(x, [0, from], [-1, count]);
}
