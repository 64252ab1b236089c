import { checkCount, checkOneOf } from "@ebm/core/check";
import { encodeModel } from "@ebm/trace";
import type { CompileOptions } from "../compile-options.js";
import type { Runtime } from "../runtimes/runtime.js";
import { tfjsRuntime } from "../runtimes/tfjs-runtime.js";
import { traceFloats } from "../runtimes/trace-floats.js";
import { openSession } from "./session.js";

/** Returns the runtime of a page that options name. Default: `"wasm"`. */
export function runtimeOf({ runtime = "wasm", threads = 1 }: CompileOptions): Runtime {
  if (typeof runtime === "object") return runtime;
  checkOneOf("compile", { runtime }, ["wasm", "tfjs"]);
  if (runtime === "tfjs") return tfjsRuntime;
  checkCount("compile", { threads });
  return {
    name: "wasm",
    open: async (f, inputs) => openSession(encodeModel(traceFloats(f, inputs)), { threads }),
  };
}
