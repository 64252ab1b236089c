import * as tf from "@tensorflow/tfjs-core";

/** e⁸⁸ is within float32, e⁸⁹ beyond it. */
const LARGEST = 88;

/**
 * exp(x), held where float32 still has it times a factor of 1 or more: so that it, and its product
 * with the factor, times 0 are 0.
 */
export function finiteExp(
  x: tf.Tensor,
  { factor = 1 }: { readonly factor?: number } = {},
): tf.Tensor {
  return tf.exp(tf.minimum(x, LARGEST - Math.log(factor)));
}
