import * as tf from "@tensorflow/tfjs-core";

/** The same values, a constant to every gradient taken through it. */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const { state } = tf.engine();
  // What runs inside a kernel is not put on the tape, and this copy shares the data of x.
  state.kernelDepth++;
  try {
    return tf.clone(x);
  } finally {
    state.kernelDepth--;
  }
}
