import * as tf from "@tensorflow/tfjs-core";
import type { ClassMixture } from "./class-mixture.js";

/**
 * Log-density of rows after scaling under latent classes.
 *
 * @returns Shape [rows].
 */
export function classesLogProb(
  { classes, logWeights, means, deviations, logSlots }: ClassMixture,
  { z, state }: { readonly z: tf.Tensor2D; readonly state: tf.Tensor2D },
): tf.Tensor1D {
  const [rows, columns] = z.shape;
  const slots = logSlots.length / classes / columns;
  const isIn = tf.cast(tf.equal(tf.expandDims(state, 2), tf.range(-1, slots - 1)), "float32");
  const ofSlots = tf.matMul(
    tf.reshape(isIn, [rows, columns * slots]),
    tf.tensor2d(logSlots, [classes, columns * slots]),
    false,
    true,
  );
  const table = (data: Float32Array): tf.Tensor3D => tf.tensor3d(data, [1, classes, columns]);
  const standard = tf.div(tf.sub(tf.expandDims(z, 1), table(means)), table(deviations));
  const logVolume = table(deviations.map((value) => Math.log(value) + Math.log(2 * Math.PI) / 2));
  const normals = tf.add(tf.mul(0.5, tf.square(standard)), logVolume);
  const isNumber = tf.cast(tf.less(tf.expandDims(state, 1), 0), "float32");
  const ofNumbers = tf.neg(tf.sum(tf.mul(normals, isNumber), 2));
  return tf.logSumExp(
    tf.addN([ofSlots, ofNumbers, tf.tile(tf.tensor2d(logWeights, [1, classes]), [rows, 1])]),
    1,
  );
}
