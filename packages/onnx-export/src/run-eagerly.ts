import type { Traceable } from "@ebm/trace";
import * as tf from "@tensorflow/tfjs-core";
import type { Feeds, Packed } from "./packed.js";

/** Evaluates a function of tensors on the current backend of tfjs. */
export function runEagerly(f: Traceable, feeds: Feeds): Feeds {
  const results: Record<string, Packed> = {};
  tf.tidy(() => {
    const inputs = Object.entries(feeds).map(([name, packed]) => [name, toTensor(packed)] as const);
    const result = f(Object.fromEntries(inputs));
    const outputs = result instanceof tf.Tensor ? { output: result } : result;
    for (const [name, tensor] of Object.entries(outputs)) {
      results[name] = { data: tensor.dataSync() as Packed["data"], shape: tensor.shape };
    }
  });
  return results;
}

function toTensor({ data, shape }: Packed): tf.Tensor {
  const floats = data instanceof Float32Array;
  const dtype = floats ? "float32" : data instanceof Int32Array ? "int32" : "bool";
  return tf.tensor(data, [...shape], dtype);
}
