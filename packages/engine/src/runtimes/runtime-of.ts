import { checkCount, checkOneOf } from "@ebm/core/check";
import type { CompileOptions } from "../compile-options.js";
import { nativeRuntime } from "../native/native-runtime.js";
import { onnxRuntime } from "./onnx-runtime.js";
import type { Runtime } from "./runtime.js";
import { tfjsRuntime } from "./tfjs-runtime.js";

/** Returns the runtime that options name. */
export function runtimeOf({ runtime = "onnx", threads = 1, spin = 0 }: CompileOptions): Runtime {
  if (typeof runtime === "object") return runtime;
  checkOneOf("compile", { runtime }, ["onnx", "native", "tfjs"]);
  if (runtime === "tfjs") return tfjsRuntime;
  checkCount("compile", { threads });
  checkCount("compile", { spin }, { least: 0 });
  const onnx = onnxRuntime({ threads, spin });
  return runtime === "native" ? nativeRuntime(onnx) : onnx;
}
