import type { Runtime } from "./runtimes/runtime.js";
import type { SessionOptions } from "./session.js";

/** The runtimes of this package, by name: `"wasm"` in browsers only, `"onnx"` in Node only. */
export type RuntimeName = "onnx" | "wasm" | "tfjs";

/** The options of where functions run. */
export interface CompileOptions extends SessionOptions {
  /**
   * The runtime, or its name. `"onnx"` is onnxruntime-node, `"wasm"` is onnxruntime-web, and `"tfjs"` runs
   * the function eagerly on the current backend of tfjs. Default: `"onnx"` in Node, `"wasm"` in browsers.
   */
  readonly runtime?: RuntimeName | Runtime;
}
