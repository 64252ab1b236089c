import type { Signature } from "@ebm/onnx-export";
import type { ServedTensors } from "./dtypes.js";

/** A model that ONNX Runtime can run, with functions that change and restore its names. */
export interface Runnable {
  readonly model: Uint8Array;
  inputs(tensors: ServedTensors): ServedTensors;
  outputs(tensors: ServedTensors): ServedTensors;
}

/**
 * Renames an input or output called `__proto__`, which ONNX Runtime would set as a prototype and
 * lose. The new name has the same length, so that the file stays valid.
 */
export function runnable(model: Uint8Array, { inputs, outputs }: Signature): Runnable {
  const same = (tensors: ServedTensors): ServedTensors => tensors;
  if (!Object.hasOwn(inputs, PROTO) && !Object.hasOwn(outputs, PROTO)) {
    return { model, inputs: same, outputs: same };
  }
  const bytes = Buffer.from(model);
  const free = Array.from({ length: 10 }, (_, i) => `__prot${i}__`).find(
    (name) => !bytes.includes(name),
  )!;
  for (let i = bytes.indexOf(PROTO); i >= 0; i = bytes.indexOf(PROTO, i)) bytes.write(free, i);
  const rename =
    (from: string, to: string) =>
    (tensors: ServedTensors): ServedTensors =>
      Object.fromEntries(
        Object.entries(tensors).map(([name, tensor]) => [name === from ? to : name, tensor]),
      );
  return { model: bytes, inputs: rename(PROTO, free), outputs: rename(free, PROTO) };
}

const PROTO = "__proto__";
