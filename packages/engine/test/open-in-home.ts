import { isMainThread, Worker } from "node:worker_threads";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { compile } from "../src/index.js";

// Opens a session of ONNX Runtime, in the main thread or in one of its own.
const [, , where] = process.argv;
if (isMainThread && where === "thread") new Worker(new URL(import.meta.url), { argv: [where] });
else {
  const double = compile(({ x }: { x: tf.Tensor }) => tf.mul(x, 2));
  const { output } = await double({ x: { data: Float32Array.of(3), shape: [1] } });
  process.stdout.write(`${output.data[0]}\n`);
}
