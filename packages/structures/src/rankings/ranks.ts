import * as tf from "@tensorflow/tfjs-core";

/**
 * The rank of each key among those of its row, the largest being 0. Of equal keys the first
 * ranks higher. [rows, size] → [rows, size].
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

/** 1 at [i, j] where j < i. */
function earlier(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, at) =>
    at % size < Math.floor(at / size) ? 1 : 0,
  );
}
