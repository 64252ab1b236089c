import * as tf from "@tensorflow/tfjs-core";

/**
 * Columns of codes 0, …, K − 1 as K columns each, of which that of the code is 1; columns of numbers,
 * whose K is 1, as they are. A code that is none of them is all zeros.
 */
export function encoded(x: tf.Tensor2D, categories: readonly number[] | undefined): tf.Tensor2D {
  if (!categories) return x;
  const columns = tf.split(x, categories.length, 1).map((column, i) => {
    const count = categories[i]!;
    return count === 1 ? column : tf.cast(tf.equal(column, tf.range(0, count)), "float32");
  });
  return tf.concat2d(columns as tf.Tensor2D[], 1);
}
