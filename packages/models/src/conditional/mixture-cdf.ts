import * as tf from "@tensorflow/tfjs-core";
import type { TargetMixtures } from "./target-mixtures.js";

/**
 * Computes P(Y ≤ y) of each target. A component is a logistic plus uniform noise as wide as a step.
 *
 * @param y Shape [rows, targets].
 * @returns Shape [rows, targets].
 */
export function mixtureCdf(
  { weights, means, scales, steps }: TargetMixtures,
  y: tf.Tensor2D,
): tf.Tensor2D {
  const inverse = tf.div(1, scales);
  const middle = tf.mul(tf.sub(tf.expandDims(y, 2), means), inverse);
  const width = tf.mul(steps, inverse);
  const half = tf.mul(0.5, width);
  const rise = tf.sub(tf.softplus(tf.add(middle, half)), tf.softplus(tf.sub(middle, half)));
  // for narrow steps, the difference has too few digits, and the middle is as good
  const cdf = tf.where(tf.less(width, 0.1), tf.sigmoid(middle), tf.div(rise, width));
  return tf.sum(tf.mul(weights, cdf), 2);
}
