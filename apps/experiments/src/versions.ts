import { readFileSync } from "node:fs";
import { version_core } from "@tensorflow/tfjs-core";
import { env } from "onnxruntime-node";

/** The version of this program. */
export function version(): string {
  const path = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
}

/** The versions of the programs that run a model. */
export function versions(): Record<string, string> {
  return {
    ebm: version(),
    node: process.versions.node,
    "onnxruntime-node": env.versions.node ?? "unknown",
    "@tensorflow/tfjs-core": version_core,
  };
}
