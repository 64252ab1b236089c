import type * as tf from "@tensorflow/tfjs-core";

/**
 * Makes the gradient of a kernel with one input from a function of dy and that input.
 *
 * Every gradient here saves inputs only and recomputes the rest. tfjs puts its copy of a saved
 * *output* on the tape before the node that makes it, so a second backward pass would take it for
 * a constant.
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
