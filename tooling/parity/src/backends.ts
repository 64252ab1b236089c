import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { type Runtime, useTfjsNode } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { isBuilt, loadTfjsNode } from "../../tfjs-node/load.js";

/** A way to run functions of tensors. */
export interface Backend {
  readonly name: string;
  readonly runtime: Runtime;
  /** Its name in tfjs. What is compiled is traced beside any. */
  readonly id: string;
  /** Why it cannot run on this machine, if so. */
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

/** The kernels of tfjs cpu that another backend of tfjs has not. */
export function missingKernels({ id }: Backend): string[] {
  const names = (of: string): string[] =>
    tf.getKernelsForBackend(of).map(({ kernelName }) => kernelName);
  const present = new Set(names(id));
  return names("cpu")
    .filter((name) => !present.has(name))
    .sort();
}
