import * as tf from "@tensorflow/tfjs-core";
import type { Kernels } from "./density-part.js";

/**
 * Log-density of rows after scaling under each member.
 *
 * @param z Shape [rows, columns].
 * @returns Shape [members, rows].
 */
export function kernelsLogProb(kernels: Kernels, z: tf.Tensor2D): tf.Tensor2D {
  const { sizes, without, whitener } = kernels;
  const dim = whitener.length;
  const white = tf.tensor2d(whitener.map((row) => [...row]));
  const places = tf.matMul(
    tf.tensor2d(kernels.rows.data, [...kernels.rows.shape]),
    white,
    false,
    true,
  );
  const queries = tf.matMul(z, white, false, true);
  const products = tf.matMul(queries, places, false, true);
  const squares = tf.add(tf.sum(tf.square(queries), 1, true), tf.sum(tf.square(places), 1));
  const logKernels = tf.mul(tf.relu(tf.sub(squares, tf.mul(2, products))), -0.5) as tf.Tensor2D;
  let start = 0;
  const ofFold = sizes.map((size) => {
    const own = tf.slice(logKernels, [0, start], [z.shape[0], size]);
    start += size;
    return tf.logSumExp(own, 1);
  });
  const rows = kernels.rows.shape[0];
  const logVolume =
    whitener.reduce((sum, row, j) => sum + Math.log(row[j]!), 0) -
    (dim / 2) * Math.log(2 * Math.PI);
  const members = without.map((left) => {
    const others = tf.stack(
      ofFold.filter((_, fold) => fold !== left),
      1,
    );
    return tf.add(tf.logSumExp(others, 1), logVolume - Math.log(rows - sizes[left]!));
  });
  return tf.stack(members, 0) as tf.Tensor2D;
}
