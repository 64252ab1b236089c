import { encodeModel } from "@ebm/trace";
import { openSession, type SessionOptions } from "../session.js";
import type { Runtime } from "./runtime.js";
import { traceFloats } from "./trace-floats.js";

/** Returns the runtime that computes in onnxruntime-node, on the CPU. */
export function onnxRuntime(options: SessionOptions): Runtime {
  return {
    name: "onnx",
    open: async (f, inputs) => openSession(encodeModel(traceFloats(f, inputs)), options),
  };
}
