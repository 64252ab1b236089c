import * as tf from "@tensorflow/tfjs-core";

/** Computes Φ(z) entry by entry. It turns standard normal numbers into uniform ones on [0, 1]. */
export function normalCdf<T extends tf.Tensor>(z: T): T {
  return tf.mul(tf.add(tf.erf(tf.mul(z, Math.SQRT1_2)), 1), 0.5);
}
