import * as tf from "@tensorflow/tfjs-core";
import type { Inputs } from "./fit-inputs.js";

/**
 * Encodes rows as `encodeInputs` does, as a function of tensors that compiles and exports.
 *
 * @param x Shape [batch, features].
 * @returns Shape [batch, features + pieces].
 */
export function inputTensor(x: tf.Tensor2D, inputs: Inputs): tf.Tensor2D {
  const { center, spread, columns, lower, width, height } = inputs;
  const inverse = spread.map((value) => (value > 0 ? 1 / value : 0));
  const z = tf.mul(tf.sub(x, tf.tensor1d([...center])), tf.tensor1d(inverse));
  const scaled = tf.div(z, tf.sqrt(tf.add(1, tf.square(tf.div(z, 3))))) as tf.Tensor2D;
  if (columns.length === 0) return scaled;
  const values = tf.gather(x, tf.tensor1d([...columns], "int32"), 1);
  const shares = tf.div(tf.sub(values, tf.tensor1d([...lower])), tf.tensor1d([...width]));
  const pieces = tf.mul(tf.sub(tf.clipByValue(shares, 0, 1), 0.5), tf.tensor1d([...height]));
  return tf.concat([scaled, pieces as tf.Tensor2D], 1);
}
