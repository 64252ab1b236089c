import * as tf from "@tensorflow/tfjs-core";

/**
 * Returns x[:, index], for an index that contains every column equally often.
 *
 * Its gradient is a gather and a sum. The gradient of `tf.gather` is a segment sum, which is slow on
 * the cpu backend and missing from wasm. [batch, columns] → [batch, index.length].
 */
export function spread(x: tf.Tensor2D, index: Int32Array): tf.Tensor2D {
  const columns = x.shape[1];
  return tf.customGrad((x) => ({
    value: tf.gather(x as tf.Tensor, tf.tensor1d(index, "int32"), 1),
    gradFunc: (dy: tf.Tensor) => collect(dy as tf.Tensor2D, index, columns),
  }))(x) as tf.Tensor2D;
}

/** Computes the adjoint: the sum over the places that a column was copied to. */
function collect(y: tf.Tensor2D, index: Int32Array, columns: number): tf.Tensor2D {
  const places = Int32Array.from(index.keys()).sort((a, b) => index[a]! - index[b]!);
  return tf.customGrad((y) => {
    const copies = tf.gather(y as tf.Tensor, tf.tensor1d(places, "int32"), 1);
    return {
      value: tf.sum(tf.reshape(copies, [-1, columns, index.length / columns]), 2),
      gradFunc: (dx: tf.Tensor) => spread(dx as tf.Tensor2D, index),
    };
  })(y) as tf.Tensor2D;
}
