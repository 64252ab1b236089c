import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";

/** Returns one column. [rows, columns] → [rows, 1]. */
export function column(x: tf.Tensor2D, index: number): tf.Tensor2D {
  return tf.slice(x, [0, index], [-1, 1]);
}

/** Returns 1 where whole numbers are equal, else 0. Uses `step`, which has a gradient (zero). */
export function equals<T extends tf.Tensor>(a: tf.Tensor, b: tf.Tensor): T {
  return tf.step(tf.sub(0.5, tf.abs(tf.sub(a, b)))) as T;
}

/** Returns one-hot vectors of whole numbers below `count`, which may be 1. Shape [..., count]. */
export function indicators<T extends tf.Tensor>(index: tf.Tensor, count: number): T {
  return equals(tf.expandDims(index, -1), tf.range(0, count));
}

/**
 * Samples one of the entries that are 1, uniformly, as a one-hot vector; zeros if there are none.
 * 0/1 vectors [draws, size], or one for all [1, size], and uniforms [draws, 1] → [draws, size].
 */
export function pick(from: tf.Tensor2D, uniforms: tf.Tensor2D): tf.Tensor2D {
  const place = tf.floor(tf.mul(uniforms, tf.sum(from, 1, true)));
  const before = tf.cumsum(from, 1, true);
  return tf.mul(from, equals(before, place));
}

/** Samples an index i with p(i) ∝ exp wᵢ. Uniforms [draws, 1] → [draws, 1]. */
export function pickIndex(logWeights: readonly number[], uniforms: tf.Tensor2D): tf.Tensor2D {
  const total = logSumExp(logWeights);
  const upTo = logWeights.map((_, i) => Math.exp(logSumExp(logWeights.slice(0, i + 1)) - total));
  // no uniform number reaches the last sum, however it is rounded
  upTo[upTo.length - 1] = 1;
  const isPast = tf.sub(1, tf.step(tf.sub(tf.tensor1d(upTo), uniforms)));
  return tf.sum(isPast, 1, true);
}

/** Returns the index of the largest number; the first one if several tie. */
export function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
