import { checkCount, checkOneOf } from "@ebm/core/check";
import type { CompileOptions } from "../compile-options.js";
import { autoRuntime } from "../native/auto-runtime.js";
import { nativeRuntime } from "../native/native-runtime.js";
import { onnxRuntime } from "./onnx-runtime.js";
import type { Runtime } from "./runtime.js";
import { tfjsRuntime } from "./tfjs-runtime.js";

/**
 * Returns the runtime that options name.
 *
 * @param steps Number of times that its functions will run, as far as known.
 */
export function runtimeOf(
  { runtime = "onnx", threads = 1, spin = 0 }: CompileOptions,
  steps = 0,
): Runtime {
  if (typeof runtime === "object") return runtime;
  checkOneOf("compile", { runtime }, ["onnx", "native", "auto", "tfjs"]);
  if (runtime === "tfjs") return tfjsRuntime;
  checkCount("compile", { threads });
  checkCount("compile", { spin }, { least: 0 });
  const onnx = onnxRuntime({ threads, spin });
  if (runtime === "onnx") return onnx;
  const native = nativeRuntime(onnx, { threads, spin });
  return runtime === "native" ? native : autoRuntime({ native, others: onnx }, steps);
}
