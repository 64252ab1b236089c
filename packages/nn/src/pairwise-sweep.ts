import { scan } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { PairwiseTerms } from "./pairwise-terms.js";

/**
 * Sets each entry in turn to its best value given the others, yᵢ ← [uᵢ + Σⱼ Uᵢⱼyⱼ > 0]. The energy
 * is linear in each entry, so it does not rise, whether the others are 0, 1 or in between.
 * [batch, starts, dim], or [1, starts, dim] shared by all x → [batch, starts, dim].
 */
export function pairwiseSweep(starts: tf.Tensor3D, { u, U }: PairwiseTerms): tf.Tensor3D {
  const [batch, dim] = u.shape;
  const step = (
    y: tf.Tensor3D,
    { unary, row, entry }: { unary: tf.Tensor; row: tf.Tensor; entry: tf.Tensor },
  ): tf.Tensor3D => {
    const others = tf.matMul(y, tf.expandDims(row, 2));
    const on = tf.step(tf.add(others, tf.reshape(unary, [batch, 1, 1])));
    return tf.add(tf.mul(y, tf.sub(1, entry)), tf.mul(on, entry));
  };
  const y: tf.Tensor3D = tf.add(starts, tf.zeros([batch, 1, 1]));
  return scan(step, y, {
    unary: tf.transpose(u),
    row: tf.transpose(U, [1, 0, 2]),
    entry: tf.eye(dim),
  });
}
