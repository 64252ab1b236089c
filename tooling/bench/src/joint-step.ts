import "@tensorflow/tfjs-backend-wasm";
import { type RuntimeName, useTfjsNode } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { isBuilt, loadTfjsNode } from "../../tfjs-node/load.js";
import { interleave } from "./interleave.js";
import { startJoint, TITLE } from "./joint-problem.js";

// Optional, because its threads stay awake and take time from the others.
const withTfjsNode = process.argv.includes("--tfjs-node");
if (withTfjsNode && !isBuilt())
  throw new Error("tfjs-node is not built: `pnpm tfjs-node` does it.");
if (withTfjsNode) await useTfjsNode({ load: loadTfjsNode });

const steps = (runtime: RuntimeName, backend: string): (() => Promise<void>) => {
  const iterator = startJoint(runtime)[Symbol.asyncIterator]();
  return async () => {
    if (tf.getBackend() !== backend) await tf.setBackend(backend);
    await iterator.next();
  };
};

const medians = await interleave(
  [
    { name: "@ebm/engine", run: steps("onnx", "cpu"), repeats: 50 },
    ...(withTfjsNode ? [{ name: "tfjs-node", run: steps("tfjs", "tensorflow"), repeats: 5 }] : []),
    { name: "tfjs wasm", run: steps("tfjs", "wasm"), repeats: 2 },
    { name: "tfjs cpu", run: steps("tfjs", "cpu"), repeats: 1 },
  ],
  21,
);

const ours = medians.get("@ebm/engine")!;
console.log(`| ${TITLE} | ms | ratio |`);
console.log("|---|---|---|");
for (const [name, ms] of medians) {
  console.log(`| ${name} | ${ms.toFixed(2)} | ${(ms / ours).toFixed(1)} × |`);
}
