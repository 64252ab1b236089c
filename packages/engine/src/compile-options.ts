import type { SessionOptions } from "./session.js";

/** The options of how functions run: compiled in ONNX Runtime, or eagerly on the tfjs backend. */
export type Runtime = "onnx" | "tfjs";

export interface CompileOptions extends SessionOptions {
  /** The runtime. `"tfjs"` runs the function eagerly. Default: `"onnx"`. */
  readonly runtime?: Runtime;
}
