import type { Runtime } from "./runtimes/runtime.js";
import type { SessionOptions } from "./session.js";

/** The runtimes of this package, by name. */
export type RuntimeName = "onnx" | "tfjs";

/** The options of where functions run. */
export interface CompileOptions extends SessionOptions {
  /**
   * The runtime, or its name. `"onnx"` is onnxruntime-node, `"tfjs"` runs the function eagerly on the
   * current backend of tfjs. Default: `"onnx"`.
   */
  readonly runtime?: RuntimeName | Runtime;
}
