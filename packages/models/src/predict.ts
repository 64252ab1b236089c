import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";
import type { StructuredModel } from "./structured-model.js";

/**
 * Returns the most likely targets of rows, given their scores.
 *
 * @param shape The shape of the targets.
 */
export function predict(
  scores: Float32Array,
  shape: Matrix["shape"],
  { structure, argmax, decode, scores: width }: StructuredModel,
): Matrix {
  const [rows, labels] = shape;
  const ys = tf.tidy(() => argmax(tf.tensor2d(scores, [rows, width])).dataSync());
  const data = new Float32Array(rows * labels);
  for (let row = 0; row < rows; row++) {
    const y = ys.subarray(row * structure.dim, (row + 1) * structure.dim);
    data.set(decode(y), row * labels);
  }
  return { data, shape };
}
