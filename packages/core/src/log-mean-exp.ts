import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "./stop-gradient.js";

/**
 * Computes log mean exp(x) along an axis. The result is finite wherever x is, even if exp(x)
 * overflows or underflows.
 *
 * @param axis As for tf.mean; all axes if left out.
 */
export function logMeanExp<T extends tf.Tensor = tf.Tensor>(
  x: tf.Tensor,
  axis?: number | number[],
  keepDims = false,
): T {
  // The shift cancels, so it needs no gradient.
  const max = tf.max(stopGradient(x), axis, true);
  const mean = tf.log(tf.mean(tf.exp(tf.sub(x, max)), axis, keepDims));
  return tf.add(mean, tf.reshape(max, mean.shape)) as T;
}
