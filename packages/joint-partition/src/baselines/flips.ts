import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** y ∈ {0, 1}ᵈ with each of its labels flipped in turn. [batch, dim] → [batch, dim, dim]. */
export function flips(y: tf.Tensor2D): tf.Tensor3D {
  const { dim } = checkShapes("flips", { y: [y, "batch dim"] });
  const rows = tf.expandDims(y, 1);
  return tf.add(rows, tf.mul(tf.sub(1, tf.mul(rows, 2)), tf.eye(dim)));
}
