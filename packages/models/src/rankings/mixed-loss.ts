import * as tf from "@tensorflow/tfjs-core";

/**
 * −log of the probability of rows under a mixture of two distributions:
 *
 *   −log[(1 − share) exp(−loss) + share exp(−other)].
 *
 * @param loss Shape [rows].
 * @param other Shape [rows].
 * @returns Shape [rows].
 */
export function mixedLoss(loss: tf.Tensor1D, other: tf.Tensor1D, share: tf.Scalar): tf.Tensor1D {
  const logs = [tf.sub(tf.log1p(tf.neg(share)), loss), tf.sub(tf.log(share), other)];
  return tf.neg(tf.logSumExp(tf.stack(logs), 0));
}
