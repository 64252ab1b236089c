import { EbmError } from "@ebm/core";
import { isPromise } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import type { Traceable } from "./traced.js";

/**
 * Returns the tensors of a result by name. A single tensor is named `output`.
 *
 * @throws {EbmError} If something else was returned, or if an output has the name of an input.
 */
export function namedOutputs(
  where: string,
  result: ReturnType<Traceable>,
  inputs: object,
): Record<string, tf.Tensor> {
  if (result instanceof tf.Tensor) return { output: result };
  if (isPromise(result)) {
    throw new EbmError(
      `${where}: the function returned a promise, expected tensors: it must be synchronous.`,
    );
  }
  for (const [name, tensor] of Object.entries(result ?? { result })) {
    if (tensor instanceof tf.Tensor) continue;
    const found = isPromise(tensor) ? "a promise" : typeof tensor;
    throw new EbmError(`${where}: output \`${name}\` is ${found}, expected a tensor.`);
  }
  const shared = Object.keys(result).find((name) => name in inputs);
  if (shared === undefined) return result;
  throw new EbmError(
    `${where}: \`${shared}\` names an input and an output, expected different names.`,
  );
}
