import * as tf from "@tensorflow/tfjs-core";

/** Runs a kernel that no public function of tfjs calls. */
export function runKernel(
  name: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attrs: object,
): tf.Tensor {
  return tf.engine().runKernel(name, { ...inputs }, attrs as tf.NamedAttrMap);
}
