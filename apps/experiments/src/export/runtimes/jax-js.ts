import { readFileSync } from "node:fs";
import type { Packed } from "@ebm/onnx-export";
import { defaultDevice, init, numpy as np } from "@jax-js/jax";
import { ONNXModel } from "@jax-js/onnx";
import type { RuntimeOffer } from "./runtime.js";

/** An interpreter of ONNX that shares no code with ONNX Runtime. */
export const jaxJs: RuntimeOffer = {
  name: "@jax-js/onnx",
  async open() {
    // its wasm backend cannot share a process with the threads of onnxruntime-web
    await init("cpu");
    defaultDevice("cpu");
    return {
      name: "@jax-js/onnx",
      version: version(),
      async load(bytes) {
        const model = new ONNXModel(Uint8Array.from(bytes));
        return {
          async run(feeds) {
            const inputs = Object.entries(feeds).map(([name, { data, shape }]) => {
              return [
                name,
                np.array(data as Parameters<typeof np.array>[0], { shape: [...shape] }),
              ];
            });
            const outputs = Object.entries(model.run(Object.fromEntries(inputs)));
            const packed = outputs.map(async ([name, array]) => {
              const { shape } = array;
              return [name, { data: (await array.data()) as Packed["data"], shape }] as const;
            });
            return Object.fromEntries(await Promise.all(packed));
          },
          dispose: async () => model.dispose(),
        };
      },
      dispose: async () => {},
    };
  },
};

function version(): string {
  const path = new URL("../package.json", import.meta.resolve("@jax-js/onnx"));
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}
