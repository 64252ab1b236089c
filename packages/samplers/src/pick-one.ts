import * as tf from "@tensorflow/tfjs-core";

/**
 * Samples from softmax(logits) as a one-hot row: the first entry at which the cumulative sum of the
 * probabilities exceeds a uniform number.
 *
 * @param logits Shape [chains, moves].
 * @param uniforms On [0, 1). Shape [chains].
 * @returns Shape [chains, moves].
 */
export function pickOne(logits: tf.Tensor2D, uniforms: tf.Tensor1D): tf.Tensor2D {
  const moves = logits.shape[1];
  const cumulative: tf.Tensor2D = tf.cumsum(tf.softmax(logits), 1);
  // the rounded total always exceeds total times a uniform number below 1
  const total = tf.slice(cumulative, [0, moves - 1], [-1, 1]);
  const exceeds: tf.Tensor2D = tf.cast(
    tf.greater(cumulative, tf.mul(total, tf.expandDims(uniforms, 1))),
    "float32",
  );
  const before = tf.slice(exceeds, [0, 0], [-1, moves - 1]);
  return tf.sub(exceeds, tf.concat([tf.zerosLike(total), before], 1));
}
