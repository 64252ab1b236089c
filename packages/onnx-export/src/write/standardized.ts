import * as tf from "@tensorflow/tfjs-core";
import type { Standardization } from "./model.js";

/** Computes (x − mean) / std for each entry of a row, or returns x without a standardization. */
export function standardized(
  x: tf.Tensor2D,
  standardization: Standardization | undefined,
): tf.Tensor2D {
  if (!standardization) return x;
  const { mean, std } = standardization;
  return tf.div(tf.sub(x, tf.tensor1d(Array.from(mean))), tf.tensor1d(Array.from(std)));
}
