import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { key, normal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { card } from "../../test/models.js";
import { openInOnnxruntime, outputOf } from "../../test/open-in-onnxruntime.js";
import { exportFunction, joinWeights, readSignature, splitWeights } from "../index.js";

const a = tf.keep(tf.tensor2d(normal(key(1), 30 * 50), [30, 50]));
const b = tf.keep(tf.tensor2d(normal(key(2), 50 * 20), [50, 20]));
const file = exportFunction(
  ({ x }) => tf.matMul(tf.tanh(tf.matMul(x as tf.Tensor2D, a)), b),
  { x: { shape: ["batch", 30], dtype: "float32" } },
  { ...card, name: "net" },
);
const x = normal(key(3), 90);

test("a file without its weights computes the same beside them", async () => {
  const { model, data } = splitWeights(file, { location: "net.data" });
  expect(model.length).toBeLessThan(0.1 * file.length);
  expect(data.length).toBe(8192 + 4 * 50 * 20); // each begins a page
  expect(readSignature(model)).toEqual(readSignature(file));

  const directory = await mkdtemp(join(tmpdir(), "ebm-split-"));
  await writeFile(join(directory, "net.onnx"), model);
  await writeFile(join(directory, "net.data"), data);
  const session = await InferenceSession.create(join(directory, "net.onnx"));
  const { output } = await session.run({ x: new Tensor("float32", x, [3, 30]) });
  await rm(directory, { recursive: true });

  const run = await openInOnnxruntime(file);
  expect(output?.data).toEqual(await outputOf(run, { x: { data: x, shape: [3, 30] } }));
});

test("small weights stay where they are", () => {
  const { model, data } = splitWeights(file, { location: "net.data", from: 5000 });
  expect(data.length).toBe(4 * 30 * 50);
  expect(model.length).toBeGreaterThan(4 * 50 * 20);
});

test("joinWeights brings them back, to the bit, and finds a file that is cut short", async () => {
  const { model, data } = splitWeights(file, { location: "net.data" });
  const asked: string[] = [];
  const joined = await joinWeights(model, async (location) => {
    asked.push(location);
    return data;
  });
  expect(asked).toEqual(["net.data"]);
  expect(joined).toEqual(file);
  expect(await joinWeights(file, () => Promise.reject(new Error("not asked")))).toBe(file);
  await expect(joinWeights(model, async () => data.subarray(0, 9000))).rejects.toThrow(
    "joinWeights: `net.data` has 9000 bytes, expected 12192.",
  );
});
