import type * as tf from "@tensorflow/tfjs-core";

/**
 * The gradient of a kernel with one input, from dy and that input.
 *
 * Every gradient here saves inputs and computes what it needs anew. tfjs puts its copy of a saved
 * *output* on the tape before the node that makes it, so a second sweep takes it for a constant.
 */
export function ofInput<Attrs = unknown>(
  kernelName: string,
  gradient: (dy: tf.Tensor, x: tf.Tensor, attrs: Attrs) => tf.Tensor,
  name = "x",
): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: [name],
    gradFunc: (dy, [x], attrs) => ({
      [name]: () => gradient(dy as tf.Tensor, x!, attrs as Attrs),
    }),
  };
}
