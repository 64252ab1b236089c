import * as tf from "@tensorflow/tfjs-core";

/** Returns the same values as a constant: no gradient flows through them. */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const { state } = tf.engine();
  // Operations inside a kernel are not recorded on the tape, and this copy shares the data of x.
  state.kernelDepth++;
  try {
    return tf.clone(x);
  } finally {
    state.kernelDepth--;
  }
}
