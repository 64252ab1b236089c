import * as tf from "@tensorflow/tfjs-core";
import type { Standardization } from "./model.js";

/** (x − mean) / std of each entry of a row; x itself, where there is none. */
export function standardized(
  x: tf.Tensor2D,
  standardization: Standardization | undefined,
): tf.Tensor2D {
  if (!standardization) return x;
  const { mean, std } = standardization;
  return tf.div(tf.sub(x, tf.tensor1d(Array.from(mean))), tf.tensor1d(Array.from(std)));
}
