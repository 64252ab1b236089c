import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";

export interface NeighborTensorInputs {
  /** Rows to look among, scaled as the queries are. Shape [rows, features]. */
  readonly x: Matrix;
  /** Their targets. Shape [rows, outputs]. */
  readonly y: Matrix;
  /** Number of neighbors. */
  readonly count: number;
}

/**
 * Means of the targets of the nearest rows as `neighborMeans` has them, as a function of tensors
 * that compiles and exports.
 *
 * @param queries Shape [batch, features].
 * @returns Shape [batch, outputs].
 */
export function neighborTensor(
  { x, y, count }: NeighborTensorInputs,
  queries: tf.Tensor2D,
): tf.Tensor2D {
  const rows = tf.tensor2d(x.data, [...x.shape]);
  const products = tf.matMul(queries, rows, false, true);
  const closeness = tf.sub(tf.mul(2, products), tf.sum(tf.square(rows), 1));
  const { indices } = tf.topk(closeness, Math.min(count, x.shape[0]));
  return tf.mean(tf.gather(tf.tensor2d(y.data, [...y.shape]), indices), 1);
}
