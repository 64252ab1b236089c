import { callNamed } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { namedOutputs } from "./named-outputs.js";
import { type Feeds, type Packed, packedDtype } from "./packed.js";
import type { Traceable } from "./traced.js";

/**
 * Evaluates a function on the current backend of tfjs, to compare its trace with. tfjs has no float64,
 * so float64 feeds are rounded to float32.
 */
export function runEagerly(f: Traceable, feeds: Feeds): Record<string, Packed> {
  const results: Record<string, Packed> = {};
  tf.tidy(() => {
    const inputs = Object.entries(feeds).map(([name, packed]) => [name, toTensor(packed)] as const);
    const outputs = namedOutputs(
      "runEagerly",
      callNamed("runEagerly: `feeds`", Object.fromEntries(inputs), f),
      feeds,
    );
    for (const [name, tensor] of Object.entries(outputs)) results[name] = toPacked(tensor);
  });
  return results;
}

function toTensor(packed: Packed): tf.Tensor {
  // A copy, because some backends keep the array itself and the caller may change it.
  const { data, shape } = packed;
  const dtype = packedDtype(packed);
  if (dtype === "float64") return tf.tensor(Float32Array.from(data), [...shape]);
  return tf.tensor(data.slice(), [...shape], dtype);
}

/** Copies values to arrays of the tensor's dtype. The cpu backend keeps a cast boolean as bytes. */
function toPacked(tensor: tf.Tensor): Packed {
  const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
  const array = arrays[tensor.dtype as keyof typeof arrays];
  return { data: array.from(tensor.dataSync()), shape: tensor.shape };
}
