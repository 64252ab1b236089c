import * as tf from "@tensorflow/tfjs-core";

/** Returns Φ(z) for each entry: it turns a standard normal number into a uniform one on [0, 1]. */
export function normalCdf<T extends tf.Tensor>(z: T): T {
  return tf.mul(tf.add(tf.erf(tf.mul(z, Math.SQRT1_2)), 1), 0.5);
}
