import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";

/** dy for the first of the parts that is the largest, and zero for the others; entry by entry. */
export function shareLargest(dy: tf.Tensor, parts: readonly tf.Tensor[]): tf.Tensor[] {
  const first = tf.argMax(stopGradient(tf.stack([...parts])), 0);
  const zeros = tf.zeros(dy.shape);
  return parts.map((_, i) => tf.where(tf.equal(first, tf.scalar(i, "int32")), dy, zeros));
}
