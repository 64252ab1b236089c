import type { SessionOptions } from "./session.js";

/** Where functions run: compiled, in ONNX Runtime, or eagerly, on the current backend of tfjs. */
export type Runtime = "onnx" | "tfjs";

export interface CompileOptions extends SessionOptions {
  /** `"tfjs"` runs the function eagerly. Default: `"onnx"`. */
  readonly runtime?: Runtime;
}
