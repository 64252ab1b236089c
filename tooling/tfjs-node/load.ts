import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** The directory where build.ts installs tfjs-node, which no import by name can find. */
export const install: string = join(import.meta.dirname, "install");

const require = createRequire(join(install, "package.json"));
const name: string = "@tensorflow/tfjs-node";

/** The package, installed. */
export function packageDirectory(): string {
  return dirname(require.resolve(`${name}/package.json`));
}

/** The directory where tfjs-node looks for its native binding. */
export function bindingPath(): string {
  return join(packageDirectory(), "lib/napi-v8/tfjs_binding.node");
}

/** Whether `pnpm tfjs-node` has built the package. */
export function isBuilt(): boolean {
  return existsSync(join(install, "node_modules", name)) && existsSync(bindingPath());
}

/** Loads tfjs-node, for `useTfjsNode({ load: loadTfjsNode })`. */
export function loadTfjsNode(): Promise<unknown> {
  // hides TensorFlow's long message about instructions that it was not built for
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  return import(pathToFileURL(require.resolve(name)).href);
}
