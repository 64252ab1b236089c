import * as tf from "@tensorflow/tfjs-core";

/** The place of each number among those of its row, the smallest at 0; of equal ones the first. */
export function placesTensor(ranks: tf.Tensor2D): tf.Tensor2D {
  const labels = ranks.shape[1];
  const [own, others] = [tf.expandDims(ranks, 2), tf.expandDims(ranks, 1)];
  const isFirst = tf.tensor2d(
    Float32Array.from({ length: labels ** 2 }, (_, i) =>
      Number(i % labels < Math.floor(i / labels)),
    ),
    [labels, labels],
  );
  const less = tf.cast(tf.less(others, own), "float32");
  const equal = tf.cast(tf.equal(others, own), "float32");
  return tf.sum(tf.add(less, tf.mul(equal, isFirst)), 2);
}
