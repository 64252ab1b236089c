import * as tf from "@tensorflow/tfjs-core";

/** The gradient of a broadcast: dy summed to the shape that was broadcast, as a new tensor. */
export function sumTo(dy: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, dy.shape);
  return tf.reshape(axes.length > 0 ? tf.sum(dy, axes) : dy, shape);
}
