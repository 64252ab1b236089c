import * as tf from "@tensorflow/tfjs-core";

/** Parameters of networks of two hidden layers, stacked: nothing is shared between members. */
export type NetworkParams = {
  /** Shapes [members, inputs, hidden], [members, hidden, hidden], [members, hidden, outputs]. */
  readonly weights: readonly [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
  /** Shapes [members, 1, hidden], [members, 1, hidden], [members, 1, outputs]. */
  readonly biases: readonly [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
};

/**
 * Scores of stacked networks with ReLU.
 *
 * @param x The rows of each member. Shape [members, batch, inputs].
 * @returns Shape [members, batch, outputs].
 */
export function networkScores({ weights, biases }: NetworkParams, x: tf.Tensor3D): tf.Tensor3D {
  const layer = (input: tf.Tensor3D, i: 0 | 1 | 2): tf.Tensor3D =>
    tf.add(tf.matMul(input, weights[i]), biases[i]);
  return layer(tf.relu(layer(tf.relu(layer(x, 0)), 1)), 2);
}
