import { EbmError } from "@ebm/core";
import { encodeModel } from "@ebm/trace";
import { type Ort, openIn } from "./browser/open-in.js";
import type { Runtime } from "./runtimes/runtime.js";
import { traceFloats } from "./runtimes/trace-floats.js";

let loading: Promise<Ort> | undefined;

/**
 * Returns the runtime that computes on the graphics processor of a page, by WebGPU. The parameters and
 * the batch are copied to the device at each step, and the loss and its gradient back, so it helps with
 * large networks and batches only.
 *
 * @example
 * const run = train({ loss, params, optimizer, batches, steps: 1000, runtime: webgpuRuntime() });
 *
 * @throws {EbmError} When a function is opened, if the browser has no WebGPU.
 */
export function webgpuRuntime(): Runtime {
  return {
    name: "webgpu",
    async open(f, inputs) {
      const model = encodeModel(traceFloats(f, inputs), { target: "webgpu" });
      loading ??= load();
      const ort = await loading.catch((cause: unknown) => {
        loading = undefined;
        throw cause;
      });
      return openIn(ort, model, "webgpu");
    },
  };
}

async function load(): Promise<Ort> {
  const { gpu } = globalThis.navigator as Navigator & {
    readonly gpu?: { requestAdapter(): Promise<unknown> };
  };
  const adapter = await gpu?.requestAdapter();
  if (!adapter) {
    const found = gpu ? "WebGPU without a device" : "no WebGPU";
    throw new EbmError(
      `webgpuRuntime: this program has ${found}, expected a browser that has both.`,
    );
  }
  const ort = await import("onnxruntime-web/webgpu").catch((cause: unknown) => {
    throw new EbmError("webgpuRuntime: onnxruntime-web did not load.", { cause });
  });
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  return ort;
}
