import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { defaultClientConditions, defineConfig, type Plugin, type UserConfig } from "vite";

const config: UserConfig = defineConfig({
  // relative, so that the page works in any folder of any host
  base: "./",
  resolve: {
    conditions: ["@ebm/source", "onnxruntime-web-use-extern-wasm", ...defaultClientConditions],
  },
  build: { target: "es2022", assetsInlineLimit: 0, reportCompressedSize: false },
  worker: { format: "es" },
  plugins: [offline()],
});
export default config;

/** Writes the service worker, with the names of the files that it keeps. */
function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    generateBundle(_, bundle) {
      const models = ["density", "labels", "ranking", "bits"].map((name) => `models/${name}.onnx`);
      // the runtime is large: it is kept when it is first used
      const built = Object.keys(bundle).filter((name) => !/\.(wasm|map)$/.test(name));
      const files = ["./", "icon.svg", ...models, ...built];
      // built files have a hash in their names, models do not
      const hash = createHash("sha256").update(files.join());
      for (const name of models)
        hash.update(readFileSync(new URL(`public/${name}`, import.meta.url)));
      const version = hash.digest("hex").slice(0, 12);
      const source = readFileSync(new URL("src/service-worker.js", import.meta.url), "utf8")
        .replace('"VERSION"', JSON.stringify(version))
        .replace('["FILES"]', JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "service-worker.js", source });
    },
  };
}
