import * as tf from "@tensorflow/tfjs-core";

/** Computes the gradient of a broadcast: a new tensor with dy summed to the original shape. */
export function sumTo(dy: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, dy.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(dy, axes) : dy, shape);
}
