import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { card } from "../../test/models.js";
import { openInOnnxruntime } from "../../test/open-in-onnxruntime.js";
import { exportModel, type Model, readSignature } from "../index.js";

const weights = [1, 10, 100, 1000, 10_000, 100_000];

/** A number, a code of three and another of two; E is what of each is 1, and the number. */
const model: Model = {
  features: 3,
  categories: [1, 3, 2],
  dim: 1,
  logSize: 0,
  energy: ({ x, y }) => tf.add(tf.sum(tf.mul(x, tf.tensor1d(weights)), 1), tf.sum(tf.mul(y, 0), 1)),
  logPartition: ({ x }) => tf.sum(tf.mul(x, 0), 1),
  normalizer: "exact",
};
const y = { data: new Float32Array(3), shape: [3, 1] };
const x = { data: Float32Array.of(2, 0, 1, 3, 2, 0, 4, 7, -1), shape: [3, 3] };

test("a file takes codes, and its functions take them one-hot; unknown ones are zeros", async () => {
  const file = exportModel(model, card)["energy.onnx"];
  const { inputs, metadata } = readSignature(file);
  expect(inputs.x!.shape).toEqual(["batch", 3]);
  expect(metadata.preprocessing).toBe("in the graph: x is raw, codes become one-hot");
  const { energy } = await (await openInOnnxruntime(file))({ x, y });
  expect([...energy!.data]).toEqual([2 + 10 + 100_000, 3 + 1000 + 10_000, 4]);
});

test("one-hot entries are standardized as others are", async () => {
  const [mean, std] = [
    [1, 0.5, 0.5, 0.5, 0.5, 0.5],
    [2, 0.5, 0.5, 0.5, 0.5, 0.5],
  ];
  const file = exportModel({ ...model, standardization: { mean, std } }, card)["energy.onnx"];
  const { energy } = await (await openInOnnxruntime(file))({ x, y });
  const entries = [2, 1, 0, 0, 0, 1].map((v, i) => ((v - mean[i]!) / std[i]!) * weights[i]!);
  expectClose([energy!.data[0]!], [entries.reduce((total, v) => total + v, 0)]);
});

test.each([[[1, 3]], [[1, 3, 0]], [[1, 3, 1.5]]])("refuses the categories %j", (categories) => {
  expect(() => exportModel({ ...model, categories }, card)).toThrow(
    `exportModel: \`categories\` has [${categories}], expected an integer of at least 1 for each of 3 features.`,
  );
});
