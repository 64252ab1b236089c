import { EbmError } from "@ebm/core";
import { type Feeds, type Packed, packedDtype } from "@ebm/trace";
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { Session } from "../runtimes/runtime.js";
import type { SessionOptions } from "../session.js";

type Ort = typeof import("onnxruntime-web");

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
  const session = await ort.InferenceSession.create(model, sessionOptions);
  // A training loop feeds the same arrays at every step, so each array gets one tensor.
  const tensors = new WeakMap<object, Tensor>();
  const tensor = (packed: Packed): Tensor => {
    const known = tensors.get(packed.data);
    if (known && known.dims.join() === packed.shape.join()) return known;
    const made = new ort.Tensor(packedDtype(packed), packed.data, packed.shape);
    tensors.set(packed.data, made);
    return made;
  };

  return {
    async run(feeds: Feeds, into: Feeds = {}) {
      const inputs = Object.entries(feeds).map(([name, packed]) => [name, tensor(packed)] as const);
      const outputs = await session.run(Object.fromEntries(inputs));
      return Object.fromEntries(
        Object.entries(outputs).map(([name, output]) => {
          const data = output.data as Packed["data"];
          const bound = into[name];
          // the memory of the runtime is not that of the page, so outputs are copied
          if (bound) bound.data.set(data);
          return [name, bound ?? { data, shape: output.dims }];
        }),
      );
    },
    dispose: () => session.release(),
  };
}

const sessionOptions: InferenceSession.SessionOptions = {
  executionProviders: ["wasm"],
  // Errors only: when loading, ORT warns about each constant that it folds.
  logSeverityLevel: 3,
  extra: {
    // They would undo what encodeModel does for products with a transposed matrix.
    optimization: { disable_specified_optimizers: "GemmTransposeFusion;MatmulTransposeFusion" },
  },
};

async function load(threads: number): Promise<Ort> {
  const ort = await import("onnxruntime-web/wasm");
  ort.env.wasm.numThreads = globalThis.crossOriginIsolated ? threads : 1;
  ort.env.logLevel = "error";
  return ort;
}
