import * as tf from "@tensorflow/tfjs-core";

/**
 * −log of the probability of independent labels: Σⱼ softplus(lⱼ) − yⱼ lⱼ for each row.
 *
 * @param logits l. Shape [rows, labels].
 * @param y 0 or 1, or a negative number where a label is unknown and does not count. Shape [rows, labels].
 * @returns Shape [rows].
 */
export function bernoulliLoss(logits: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor1D {
  const losses = tf.sub(tf.softplus(logits), tf.mul(y, logits));
  return tf.sum(tf.mul(losses, tf.cast(tf.greaterEqual(y, 0), "float32")), 1);
}
