import { setTimeout } from "node:timers/promises";
import * as tf from "@tensorflow/tfjs-core";
import { startJoint, TITLE } from "./joint-problem.js";

// Measures the memory of a long run. Run with --expose-gc, so that garbage does not count.

const STEPS = 10_000;
console.log(`| ${TITLE}: after step | resident MB | JS heap MB | tfjs tensors |`);
console.log("|---|---|---|---|");
for await (const { step } of startJoint("onnx")) {
  if (step % (STEPS / 10) !== 0) continue;
  globalThis.gc!();
  await setTimeout(10);
  const { rss, heapUsed } = process.memoryUsage();
  const [resident, heap] = [rss, heapUsed].map((bytes) => (bytes / 2 ** 20).toFixed(1));
  console.log(`| ${step} | ${resident} | ${heap} | ${tf.memory().numTensors} |`);
  if (step >= STEPS) break;
}
