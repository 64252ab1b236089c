import * as tf from "@tensorflow/tfjs-core";

/**
 * x[b, indices[b, s]], in the dtype of x.
 *
 * By gatherND, whose gradient adds where it took; that of tf.gather is a product with a matrix
 * of batch·samples·columns numbers.
 *
 * @param x Shape [batch, columns].
 * @param indices Of int32. Shape [batch, samples].
 */
export function takeAlong(x: tf.Tensor2D, indices: tf.Tensor2D): tf.Tensor2D {
  const rows = tf.cumsum(tf.onesLike(indices), 0, true);
  const at = tf.stack([rows, indices], 2);
  return tf.gatherND(x, at) as tf.Tensor2D;
}
