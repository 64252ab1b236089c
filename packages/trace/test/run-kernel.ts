import * as tf from "@tensorflow/tfjs-core";

/** Runs a kernel that no function of tfjs's interface leads to. */
export function runKernel(
  name: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attrs: object,
): tf.Tensor {
  return tf.engine().runKernel(name, { ...inputs }, attrs as tf.NamedAttrMap);
}
