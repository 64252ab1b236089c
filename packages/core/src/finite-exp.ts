import * as tf from "@tensorflow/tfjs-core";

/** The largest integer exponent of e that float32 can hold. */
const LARGEST = 88;

/**
 * Computes exp(x), limited so that it and its product with `factor` ≥ 1 stay finite in float32.
 * Then both are 0 when multiplied by 0.
 */
export function finiteExp(
  x: tf.Tensor,
  { factor = 1 }: { readonly factor?: number } = {},
): tf.Tensor {
  return tf.exp(tf.minimum(x, LARGEST - Math.log(factor)));
}
