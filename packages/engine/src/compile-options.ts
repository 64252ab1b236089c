import type { Runtime } from "./runtimes/runtime.js";
import type { SessionOptions } from "./session.js";

/** The runtimes of this package, by name: `"wasm"` in browsers only, the others but `"tfjs"` in Node only. */
export type RuntimeName = "onnx" | "native" | "auto" | "wasm" | "tfjs";

/** The options of where functions run. */
export interface CompileOptions extends SessionOptions {
  /**
   * The runtime, or its name. `"onnx"` is onnxruntime-node, and `"wasm"` is onnxruntime-web. `"native"`
   * writes the function in C and compiles it with gcc or clang, which takes seconds once. What it cannot
   * run goes to `"onnx"`. `"auto"` takes `"native"` for training steps if their number repays that time,
   * and `"onnx"` otherwise. `"tfjs"` runs the function eagerly on the current backend of tfjs.
   * Default: `"onnx"` in Node, `"wasm"` in browsers.
   */
  readonly runtime?: RuntimeName | Runtime;
}
