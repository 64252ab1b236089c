import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { type RuntimeName, useTfjsNode } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { isBuilt, loadTfjsNode } from "../../tfjs-node/load.js";

/** A way to run functions of tensors. */
export interface Backend {
  readonly name: string;
  readonly runtime: RuntimeName;
  /** The name in tfjs. Compiled functions can be traced on any backend. */
  readonly id: string;
  /** The reason why it cannot run on this machine. Undefined if it can. */
  readonly missing?: string;
  /** Makes it the current backend of tfjs. */
  use(): Promise<unknown>;
}

/** The reference backend. It sums in float64 and rounds at the end. */
export const reference: Backend = {
  name: "tfjs cpu",
  runtime: "tfjs",
  id: "cpu",
  use: () => tf.setBackend("cpu"),
};

export const backends: readonly Backend[] = [
  { ...reference, name: "compiled", runtime: "onnx" },
  { name: "tfjs wasm", runtime: "tfjs", id: "wasm", use: () => tf.setBackend("wasm") },
  {
    name: "tfjs-node",
    runtime: "tfjs",
    id: "tensorflow",
    ...(!isBuilt() && { missing: "tfjs-node is not built (`pnpm tfjs-node` builds it)" }),
    use: () => useTfjsNode({ load: loadTfjsNode }),
  },
];

/** Lists the kernels of tfjs cpu that another backend of tfjs lacks. */
export function missingKernels({ id }: Backend): string[] {
  const names = (backend: string): string[] =>
    tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName);
  const present = new Set(names(id));
  return names("cpu")
    .filter((name) => !present.has(name))
    .sort();
}
