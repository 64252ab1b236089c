import { EbmError } from "@ebm/core";
import type { Session } from "../runtimes/runtime.js";
import type { SessionOptions } from "../session.js";
import { type Ort, openIn } from "./open-in.js";

let loading: Promise<Ort> | undefined;

/**
 * Loads a model in ONNX Runtime as WebAssembly. Threads need a page that is isolated from other
 * origins; others get one. The number of threads is that of the first session of the page.
 *
 * @throws {EbmError} If onnxruntime-web cannot be loaded.
 */
export async function openSession(
  model: Uint8Array,
  options: SessionOptions = {},
): Promise<Session> {
  loading ??= load(options.threads ?? 1);
  const ort = await loading.catch((cause: unknown) => {
    loading = undefined;
    throw new EbmError("openSession: onnxruntime-web did not load.", { cause });
  });
  return openIn(ort, model, "wasm");
}

async function load(threads: number): Promise<Ort> {
  const ort = await import("onnxruntime-web/wasm");
  ort.env.wasm.numThreads = globalThis.crossOriginIsolated ? threads : 1;
  ort.env.logLevel = "error";
  return ort;
}
