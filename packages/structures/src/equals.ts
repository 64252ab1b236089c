import * as tf from "@tensorflow/tfjs-core";

/** 1 where whole numbers are equal, else 0. By `step`, which has a gradient (zero). */
export function equals<T extends tf.Tensor>(a: tf.Tensor, b: tf.Tensor): T {
  return tf.step(tf.sub(0.5, tf.abs(tf.sub(a, b)))) as T;
}
