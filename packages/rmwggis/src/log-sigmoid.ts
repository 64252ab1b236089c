import * as tf from "@tensorflow/tfjs-core";

/** Below it, log σ(x) is x to the last digit of float32. */
const TAIL = -40;

/** log σ(x) = −log(1 + e⁻ˣ), of functions that ONNX Runtime has in SIMD, as it has not softplus. */
export function logSigmoid<T extends tf.Tensor>(x: T): T {
  return tf.add(tf.log(tf.sigmoid(tf.maximum(x, TAIL))), tf.minimum(tf.sub(x, TAIL), 0));
}
