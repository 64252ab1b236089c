import * as tf from "@tensorflow/tfjs-core";
import type { TargetMixtures } from "./target-mixtures.js";

/**
 * Computes P(Y ≤ y) of each target. A component is a logistic plus uniform noise as wide as a step.
 *
 * @param y Shape [rows, targets, values].
 * @returns Shape [rows, targets, values].
 */
export function mixtureCdf(
  { weights, means, scales, steps }: TargetMixtures,
  y: tf.Tensor3D,
): tf.Tensor3D {
  const perValue = (x: tf.Tensor): tf.Tensor => tf.expandDims(x, 2);
  const inverse = tf.div(1, scales);
  const middle = tf.mul(tf.sub(tf.expandDims(y, 3), perValue(means)), perValue(inverse));
  const width = tf.mul(steps, inverse);
  const half = perValue(tf.mul(0.5, width));
  const rise = tf.sub(tf.softplus(tf.add(middle, half)), tf.softplus(tf.sub(middle, half)));
  // for narrow steps, the difference has too few digits, and the middle is as good
  const isNarrow = tf.mul(tf.cast(tf.less(perValue(width), 0.1), "float32"), tf.onesLike(middle));
  const cdf = tf.where(
    tf.greater(isNarrow, 0.5),
    tf.sigmoid(middle),
    tf.div(rise, perValue(width)),
  );
  return tf.sum(tf.mul(perValue(weights), cdf), 3);
}
