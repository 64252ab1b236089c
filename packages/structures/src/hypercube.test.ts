import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeStructure } from "../test/structure-laws.js";
import { hypercube } from "./hypercube.js";

for (const size of [1, 3, 5]) describeStructure(hypercube(size));

test("has the published log-partition", () => {
  const { logPartition, logSize } = hypercube(3);
  const logMeanExp = tf.sub(logPartition!(tf.tensor2d([[1, -2, 0.5]])), logSize);
  expectClose(logMeanExp, 0.3348251410614661, { rtol: 1e-6 });
});

test("an item that scores 0 is left out", () => {
  expectClose(hypercube(3).argmax(tf.tensor2d([[0, 1e-30, -0]])), [0, 1, 0]);
});

test("enumerates in lexicographic order", () => {
  expect([...hypercube(2).enumerate()]).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
});

test("refuses a size that is no count", () => {
  expect(() => hypercube(0)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: hypercube(0): \`size\` is 0, expected a positive integer.]`,
  );
});
