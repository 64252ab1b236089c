import * as tf from "@tensorflow/tfjs-core";

/** Nested arrays of numbers, as the fits return them: they can be written to JSON. */
export type Numbers = readonly (number | Numbers)[];

/** A parameter, as it is or made of numbers. */
export function asTensor<T extends tf.Tensor>(values: T | Numbers): T {
  return values instanceof tf.Tensor ? values : (tf.tensor(values as tf.TensorLike) as T);
}

/** How many entries the first axis has. */
export function sizeOf(values: tf.Tensor | Numbers): number {
  return values instanceof tf.Tensor ? values.shape[0]! : values.length;
}
