import * as tf from "@tensorflow/tfjs-core";

export type PlaceTiltParams = {
  /** θ, of which the part above the diagonal counts. Shape [labels, labels]. */
  readonly pairs: tf.Tensor2D;
  /** A: what label i at place p has. Shape [labels, places]. */
  readonly places: tf.Tensor2D;
};

/**
 * f of the places of all labels.
 *
 * @param y Shape [batch, labels].
 * @returns Shape [batch].
 */
export function placeEnergy({ pairs, places }: PlaceTiltParams, y: tf.Tensor2D): tf.Tensor1D {
  const labels = y.shape[1];
  const all = tf.reshape(tf.range(0, labels), [1, 1, labels]);
  const isAt = tf.cast(tf.equal(tf.expandDims(y, 2), all), "float32");
  const order = tf.sign(tf.sub(tf.expandDims(y, 1), tf.expandDims(y, 2)));
  const above = tf.tensor2d(
    Float32Array.from({ length: labels ** 2 }, (_, i) => Number(i % labels > i / labels)),
    [labels, labels],
  );
  const terms = tf.add(tf.mul(isAt, places), tf.mul(order, tf.mul(pairs, above)));
  return tf.neg(tf.sum(terms, [1, 2]));
}
