import * as tf from "@tensorflow/tfjs-core";

/**
 * The permutation matrix of each ranking: 1 at [rank, label] if the label beats all labels but
 * `rank` of them.
 *
 * @param samples The number of labels that each label beats. Shape [batch, samples, labels].
 */
export function permutationMatrices(samples: tf.Tensor3D): tf.Tensor3D {
  const [batch, count, labels] = samples.shape;
  const beaten = tf.reshape(tf.range(labels - 1, -1, -1), [labels, 1]);
  const away = tf.abs(tf.sub(tf.expandDims(samples, 2), beaten));
  return tf.reshape(tf.sub(1, tf.minimum(1, away)), [batch, count, labels * labels]);
}

/** Permutation matrices with rows r and r + 1 swapped, for each r in turn. */
export function rowSwaps(y: tf.Tensor2D, labels: number): tf.Tensor3D {
  const rows = Array.from({ length: labels }, (_, row) => row);
  const orders = rows.slice(1).flatMap((lower) => {
    const upper = lower - 1;
    return rows.map((row) => (row === upper ? lower : row === lower ? upper : row));
  });
  const matrix = tf.reshape(y, [-1, labels, labels]);
  const swapped = tf.gather(matrix, tf.tensor1d(orders, "int32"), 1);
  return tf.reshape(swapped, [-1, labels - 1, labels * labels]);
}
