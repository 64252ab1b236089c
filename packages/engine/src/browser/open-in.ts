import { type Feeds, type Packed, packedDtype } from "@ebm/trace";
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { Session } from "../runtimes/runtime.js";

/** A build of onnxruntime-web. */
export type Ort = typeof import("onnxruntime-web");

/** Loads a model in a build of onnxruntime-web. */
export async function openIn(
  ort: Ort,
  model: Uint8Array,
  provider: "wasm" | "webgpu",
): Promise<Session> {
  const session = await ort.InferenceSession.create(model, optionsOf(provider));
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

function optionsOf(provider: "wasm" | "webgpu"): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    // Errors only: when loading, ORT warns about each constant that it folds.
    logSeverityLevel: 3,
    extra: {
      // They would undo what encodeModel does for products with a transposed matrix.
      optimization: { disable_specified_optimizers: "GemmTransposeFusion;MatmulTransposeFusion" },
    },
  };
}
