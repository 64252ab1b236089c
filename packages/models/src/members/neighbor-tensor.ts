import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";
import { FAR, NEAR } from "./neighbor-means.js";

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
  const size = Math.min(count, x.shape[0]);
  const { values } = tf.topk(closeness, size);
  const last = tf.slice(values, [0, size - 1], [queries.shape[0], 1]);
  const scale = tf.add(tf.sum(tf.square(queries), 1, true), 1);
  const beyond = tf.div(tf.sub(last, closeness), scale);
  const weights = tf.clipByValue(tf.div(tf.sub(FAR, beyond), FAR - NEAR), 0, 1) as tf.Tensor2D;
  const sums = tf.matMul(weights, tf.tensor2d(y.data, [...y.shape]));
  return tf.div(sums, tf.sum(weights, 1, true));
}
