import * as tf from "@tensorflow/tfjs-core";
import { equals } from "./equals.js";

/**
 * A uniform draw of one of the entries that are 1, as a one-hot vector; of no entries, zeros.
 * 0/1 vectors [draws, size], or one for all [1, size], and uniforms [draws, 1] → [draws, size].
 */
export function pick(from: tf.Tensor2D, uniforms: tf.Tensor2D): tf.Tensor2D {
  const place = tf.floor(tf.mul(uniforms, tf.sum(from, 1, true)));
  const before = tf.cumsum(from, 1, true);
  return tf.mul(from, equals(before, place));
}
