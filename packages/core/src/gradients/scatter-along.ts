import * as tf from "@tensorflow/tfjs-core";
import { oneHotMask } from "./one-hot-mask.js";

/**
 * Computes the transpose of tf.gather: adds slice j of dy to slice indices[j] of a zero tensor.
 *
 * It is a matrix product with zeros and ones, which every backend has and can differentiate.
 *
 * @param dy Shape [...batch, ...outer, ...indices, ...inner], where `axis` counts batch and outer.
 * @param indices Shape [...batch, ...indices].
 * @returns Shape [...batch, ...outer, depth, ...inner].
 */
export function scatterAlong(
  dy: tf.Tensor,
  indices: tf.Tensor,
  { axis, depth, batchDims = 0 }: { axis: number; depth: number; batchDims?: number },
): tf.Tensor {
  const { sizeFromShape } = tf.util;
  const batch = dy.shape.slice(0, batchDims);
  const outer = dy.shape.slice(batchDims, axis);
  const inner = dy.shape.slice(axis + indices.rank - batchDims);
  const [b, o, i] = [sizeFromShape(batch), sizeFromShape(outer), sizeFromShape(inner)];
  const j = indices.size / b;

  const mask = tf.cast(oneHotMask(tf.reshape(indices, [b, j]), depth), "float32");
  const slices = tf.transpose(tf.reshape(dy, [b, o, j, i]), [0, 2, 1, 3]);
  const sums = tf.matMul(mask, tf.reshape(slices, [b, j, o * i]), true);
  const dx = tf.transpose(tf.reshape(sums, [b, depth, o, i]), [0, 2, 1, 3]);
  return tf.reshape(dx, [...batch, ...outer, depth, ...inner]);
}
