import * as tf from "@tensorflow/tfjs-core";

/** Below this value, log σ(x) equals x in float32. */
const TAIL = -40;

/**
 * Computes log σ(x) = −log(1 + e⁻ˣ) by functions that ONNX Runtime implements in SIMD, unlike
 * softplus. Its gradient is σ(−x), which keeps the digits that 1 − σ(x) loses.
 */
export function logSigmoid<T extends tf.Tensor>(x: T): T {
  return withGradient(x) as T;
}

const withGradient = tf.customGrad((x, save) => {
  const at = x as tf.Tensor;
  (save as tf.GradSaveFunc)([at]);
  const log = tf.log(tf.sigmoid(tf.maximum(at, TAIL)));
  return {
    value: tf.add(log, tf.minimum(tf.sub(at, TAIL), 0)),
    gradFunc: (dy, saved) => tf.mul(dy, tf.sigmoid(tf.neg(saved[0]!))),
  };
});
