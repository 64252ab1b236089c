import { type Packed, packedDtype } from "@ebm/onnx-export";
import { env, InferenceSession, Tensor } from "onnxruntime-web";
import type { RuntimeOffer } from "./runtime.js";

/** ONNX Runtime as WebAssembly, in Node. */
export const onnxruntimeWeb: RuntimeOffer = {
  name: "onnxruntime-web, wasm in Node",
  async open() {
    env.wasm.numThreads = 1;
    env.logLevel = "error";
    return {
      name: "onnxruntime-web, wasm in Node",
      version: env.versions.web ?? "unknown",
      async load(model) {
        const session = await InferenceSession.create(model, { executionProviders: ["wasm"] });
        return {
          async run(feeds) {
            const tensors = Object.entries(feeds).map(([name, packed]) => {
              const { data, shape } = packed;
              return [name, new Tensor(packedDtype(packed), data, shape)] as const;
            });
            const outputs = await session.run(Object.fromEntries(tensors));
            const packed = Object.entries(outputs).map(([name, { data, dims }]) => {
              return [name, { data: data as Packed["data"], shape: dims }] as const;
            });
            return Object.fromEntries(packed);
          },
          dispose: () => session.release(),
        };
      },
      dispose: async () => {},
    };
  },
};
