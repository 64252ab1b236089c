import * as tf from "@tensorflow/tfjs-core";
import { densityLogProbOf } from "./density-log-prob-of.js";
import type { DensityParams } from "./density-params.js";

/**
 * Returns the share of training rows that are less likely than each row, as a function of tensors:
 * near 0 for anomalies. Training rows are judged by members that did not see them, so that a new
 * row of the same distribution has a share of at most α with a probability of about α.
 *
 * It maps shape [rows, columns] to shape [rows].
 */
export function densityPercentileOf(params: DensityParams): (x: tf.Tensor2D) => tf.Tensor1D {
  const logProbOf = densityLogProbOf(params);
  return (x) => {
    const isBelow = tf.less(tf.tensor1d(params.reference), tf.expandDims(logProbOf(x), 1));
    return tf.mean(tf.cast(isBelow, "float32"), 1);
  };
}
