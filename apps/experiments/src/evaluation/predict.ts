import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../experiments/experiment.js";

/**
 * The likeliest targets of rows, out of their scores.
 *
 * @param shape Of the targets.
 */
export function predict(
  scores: Float32Array,
  shape: Matrix["shape"],
  { structure, argmax, decode, scores: width }: Experiment,
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
