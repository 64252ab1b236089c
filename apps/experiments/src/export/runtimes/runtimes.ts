import { onnxruntimeNode } from "./onnxruntime-node.js";
import { onnxReference, pythonOnnxruntime } from "./python.js";
import type { RuntimeOffer } from "./runtime.js";

/** All runtimes, by their names on the command line. */
export const runtimes: Readonly<Record<string, RuntimeOffer>> = {
  node: onnxruntimeNode,
  wasm: optional({
    name: "onnxruntime-web, wasm in Node",
    packages: ["onnxruntime-web"],
    load: async () => (await import("./onnxruntime-web.js")).onnxruntimeWeb,
  }),
  jax: optional({
    name: "@jax-js/onnx",
    packages: ["@jax-js/jax", "@jax-js/onnx"],
    load: async () => (await import("./jax-js.js")).jaxJs,
  }),
  python: pythonOnnxruntime,
  reference: onnxReference,
  browser: browser("wasm"),
  webgpu: browser("webgpu"),
};

function browser(provider: "wasm" | "webgpu"): RuntimeOffer {
  return optional({
    name: `onnxruntime-web, ${provider} in Chromium`,
    packages: ["onnxruntime-web", "playwright-core"],
    load: async () => (await import("./browser.js")).browserRuntime(provider),
  });
}

/** Offers a runtime whose packages may not be installed, and loads it when it is opened. */
function optional({
  name,
  packages,
  load,
}: {
  readonly name: string;
  readonly packages: readonly string[];
  readonly load: () => Promise<RuntimeOffer>;
}): RuntimeOffer {
  return {
    name,
    async open() {
      const missing = packages.find((each) => !isInstalled(each));
      return missing === undefined
        ? (await load()).open()
        : { missing: `${missing} is not installed: npm install ${packages.join(" ")}` };
    },
  };
}

function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
