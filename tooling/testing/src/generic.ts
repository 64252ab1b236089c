import * as tf from "@tensorflow/tfjs-core";

/** Returns a tensor of well-separated numbers between two bounds, the same at each call. */
export function generic(
  shape: readonly number[],
  { from = -2, to = 2, seed = 0 }: { from?: number; to?: number; seed?: number } = {},
): tf.Tensor {
  const golden = (Math.sqrt(5) - 1) / 2;
  const values = Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) => {
    const x = (i + 1 + 17 * seed) * golden;
    return from + (to - from) * (x - Math.floor(x));
  });
  return tf.tensor(values, [...shape], "float32");
}
