import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  exportFunction,
  graphDigest,
  joinWeights,
  readSignature,
  splitWeights,
  withMetadata,
} from "@ebm/onnx-export";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { onnxruntimeNode } from "./runtimes/onnxruntime-node.js";
import type { Runtime } from "./runtimes/runtime.js";
import { verifyFile } from "./verify-file.js";
import { withProof } from "./with-proof.js";

const weight = tf.keep(tf.ones([32, 16]));
const product = (by: number) => (inputs: Readonly<Record<string, tf.Tensor>>) => ({
  z: tf.matMul(inputs.x!, tf.add(weight, by)),
});
const file = (by: number) =>
  exportFunction(
    product(by),
    { x: { shape: ["batch", 32], dtype: "float32" } },
    { name: "z", method: "none", structure: "none", dataset: "none" },
  );
const proved = withProof({
  file: "z.onnx",
  bytes: file(0),
  proof: {
    reference: product(0),
    sample: (_, batch) => ({
      x: { data: new Float32Array(batch * 32).fill(0.5), shape: [batch, 32] },
    }),
  },
});

async function verified(bytes: Uint8Array): Promise<boolean[]> {
  const path = join(await mkdtemp(join(tmpdir(), "ebm-verify-")), "z.onnx");
  await writeFile(path, bytes);
  const runtimes = [(await onnxruntimeNode.open()) as Runtime];
  const passed: boolean[] = [];
  for await (const report of verifyFile(path, { runtimes, tolerance: 1e-5 })) {
    passed.push("pass" in report && report.pass);
  }
  return passed;
}

test("a file passes as it was exported, and is refused with another weight", async () => {
  const { metadata } = readSignature(await proved);
  expect(await verified(await proved)).toEqual([true]);
  await expect(verified(withMetadata(file(1e-6), metadata))).rejects.toThrow(
    "has another graph or other weights than were exported.",
  );
});

test("a file that computes something else fails in float64, and in float32", async () => {
  const { graph_sha256: _, ...metadata } = readSignature(await proved).metadata;
  expect(await verified(withMetadata(file(1e-4), metadata))).toEqual([false, false]);
  // float32 alone would let it pass
  expect(await verified(withMetadata(file(4e-6), metadata))).toEqual([false, true]);
});

test("weights in a file beside it do not change the digest", async () => {
  const { model, data } = splitWeights(await proved, { location: "z.data" });
  const joined = await joinWeights(model as Uint8Array<ArrayBuffer>, async () => data);
  expect(await graphDigest(joined)).toBe(await graphDigest(await proved));
});
