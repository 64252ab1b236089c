import * as tf from "@tensorflow/tfjs-core";

/**
 * Returns x[b, indices[b, s]], with the dtype of x.
 *
 * It uses gatherND, whose gradient scatters. The gradient of tf.gather multiplies by a matrix with
 * batch·samples·columns entries.
 *
 * @param x Shape [batch, columns].
 * @param indices Integers, as int32. Shape [batch, samples].
 */
export function takeAlong(x: tf.Tensor2D, indices: tf.Tensor2D): tf.Tensor2D {
  const rows = tf.cumsum(tf.onesLike(indices), 0, true);
  const at = tf.stack([rows, indices], 2);
  return tf.gatherND(x, at) as tf.Tensor2D;
}
