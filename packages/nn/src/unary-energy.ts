import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Computes an energy that is linear in y, E(x, y) = −⟨u(x), y⟩.
 *
 * @param scores u(x). Shape [batch, dim].
 * @param y One y for each x: shape [batch, dim]. Or many: shape [batch, samples, dim], or
 *   [1, samples, dim] if all x share them.
 * @returns Shape [batch], or [batch, samples].
 */
export function unaryEnergy(scores: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor1D;
export function unaryEnergy(scores: tf.Tensor2D, y: tf.Tensor3D): tf.Tensor2D;
export function unaryEnergy(scores: tf.Tensor2D, y: tf.Tensor2D | tf.Tensor3D): tf.Tensor {
  if (y.rank === 2) {
    checkShapes("unaryEnergy", { scores: [scores, "batch dim"], y: [y, "batch dim"] });
    return tf.neg(tf.sum(tf.mul(scores, y), 1));
  }
  const shared = y.shape[0] === 1;
  checkShapes("unaryEnergy", {
    scores: [scores, "batch dim"],
    y: [y, `${shared ? 1 : "batch"} samples dim`],
  });
  return shared
    ? tf.neg(tf.matMul(scores, tf.squeeze<tf.Tensor2D>(y, [0]), false, true))
    : tf.neg(tf.squeeze(tf.matMul(y, tf.expandDims<tf.Tensor3D>(scores, 2)), [2]));
}
