import * as tf from "@tensorflow/tfjs-core";

/** Networks of two hidden layers for each member and column. */
export type ChainParams = {
  /** [members, inputs, columns · hidden], [members · columns, hidden, hidden], [members · columns, hidden, outputs]. */
  readonly weights: readonly [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
  /** [members, 1, columns · hidden], [members · columns, 1, hidden], [members · columns, 1, outputs]. */
  readonly biases: readonly [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
};

/**
 * Outputs of the networks of all members and columns.
 *
 * @param inputs Shape [members, rows, inputs].
 * @param mask 1 where a column sees an input, otherwise 0. Shape [inputs, columns · hidden].
 * @returns Shape [members · columns, rows, outputs].
 */
export function chainOutputs(
  { weights, biases }: ChainParams,
  inputs: tf.Tensor3D,
  mask: tf.Tensor2D,
): tf.Tensor3D {
  const [members, rows] = inputs.shape;
  const [networks, hidden] = weights[1].shape;
  const columns = networks / members;
  const first = tf.relu(tf.add(tf.matMul(inputs, tf.mul(weights[0], mask)), biases[0]));
  const byColumn = tf.transpose(tf.reshape(first, [members, rows, columns, hidden]), [0, 2, 1, 3]);
  const flat: tf.Tensor3D = tf.reshape(byColumn, [networks, rows, hidden]);
  const second = tf.relu(tf.add<tf.Tensor3D>(tf.matMul(flat, weights[1]), biases[1]));
  return tf.add(tf.matMul(second, weights[2]), biases[2]);
}
