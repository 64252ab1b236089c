import * as tf from "@tensorflow/tfjs-core";

/** ½ log 2π. */
const HALF_LOG_TAU = Math.log(2 * Math.PI) / 2;

/** Computes the log-density of independent standard normals along an axis. */
export function standardLogProb<T extends tf.Tensor>(z: tf.Tensor, axis: number): T {
  const squares = tf.sum(tf.square(z), axis);
  return tf.sub(tf.mul(squares, -0.5), z.shape[axis]! * HALF_LOG_TAU) as T;
}
