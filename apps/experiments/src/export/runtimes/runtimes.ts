import { browserWasm, browserWebgpu } from "./browser.js";
import { jaxJs } from "./jax-js.js";
import { onnxruntimeNode } from "./onnxruntime-node.js";
import { onnxruntimeWeb } from "./onnxruntime-web.js";
import { onnxReference, pythonOnnxruntime } from "./python.js";
import type { RuntimeOffer } from "./runtime.js";

/** All runtimes, by their names on the command line. */
export const runtimes: Readonly<Record<string, RuntimeOffer>> = {
  node: onnxruntimeNode,
  wasm: onnxruntimeWeb,
  jax: jaxJs,
  python: pythonOnnxruntime,
  reference: onnxReference,
  browser: browserWasm,
  webgpu: browserWebgpu,
};
