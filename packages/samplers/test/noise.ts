import { key, normal, uniform } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** Standard normals of a seed. */
export function normals(seed: number, ...shape: number[]): tf.Tensor {
  return tf.tensor(normal(key(seed), tf.util.sizeFromShape(shape)), shape);
}

/** Uniforms on [0, 1) of a seed. */
export function uniforms(seed: number, ...shape: number[]): tf.Tensor {
  return tf.tensor(uniform(key(seed), tf.util.sizeFromShape(shape)), shape);
}
