import * as tf from "@tensorflow/tfjs-core";
import { indicators } from "../selection.js";

/**
 * Ranks the keys of each row. The largest key has rank 0. Among equal keys, the first ranks higher.
 * [rows, size] → [rows, size].
 *
 * Compares every pair by `step`, which unlike sorting and comparing has a gradient (zero).
 */
export function ranksOf(keys: tf.Tensor2D): tf.Tensor2D {
  const size = keys.shape[1];
  const lead = tf.sub(tf.expandDims(keys, 1), tf.expandDims(keys, 2)); // [.., i, j]: keyⱼ − keyᵢ
  const winsTies = tf.tensor2d(earlier(size), [size, size]);
  const ahead = tf.add(
    tf.mul(winsTies, tf.sub(1, tf.step(tf.neg(lead)))),
    tf.mul(tf.sub(1, winsTies), tf.step(lead)),
  );
  return tf.sum(ahead, 2);
}

/**
 * Sorts each row: entry [row, i, r] is 1 if the i-th key is the r-th largest of its row, and
 * 0 if not, for the first `top` ranks. [rows, size] → [rows, size, top].
 */
export function rankMatrices(keys: tf.Tensor2D, top: number): tf.Tensor3D {
  return indicators(ranksOf(keys), top);
}

/** 1 at [i, j] where j < i. */
function earlier(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, at) =>
    at % size < Math.floor(at / size) ? 1 : 0,
  );
}
