import * as tf from "@tensorflow/tfjs-core";

/** A column. [rows, columns] → [rows, 1]. */
export function column(x: tf.Tensor2D, at: number): tf.Tensor2D {
  return tf.slice(x, [0, at], [-1, 1]);
}
