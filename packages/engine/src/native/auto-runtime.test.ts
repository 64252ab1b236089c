import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { Runtime } from "../runtimes/runtime.js";
import { autoRuntime } from "./auto-runtime.js";

const product = ({ x }: Readonly<Record<string, tf.Tensor>>): tf.Tensor =>
  tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D);

/** The runtime that is chosen for a number of products of 512 × 512 matrices: 2.7 ms each. */
async function chosen(steps: number): Promise<string> {
  const opened: string[] = [];
  const named = (name: string): Runtime => ({
    name,
    open: async () => {
      opened.push(name);
      return { run: async () => ({}), dispose: async () => {} };
    },
  });
  const runtime = autoRuntime({ native: named("native"), others: named("onnx") }, steps);
  await runtime.open(product, { x: { shape: [512, 512], dtype: "float32" } });
  return opened.join();
}

test("auto takes C for runs of more than eight seconds, and is asked how many steps", async () => {
  expect(await chosen(0)).toBe("onnx");
  expect(await chosen(1000)).toBe("onnx");
  expect(await chosen(10_000)).toBe("native");
  expect(await chosen(Infinity)).toBe("native");
});
