import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { differing } from "../../test/differing.js";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import type { Edge } from "./edges.js";
import { spanningTrees } from "./spanning-trees.js";

const exchangesOne = (a: readonly Edge[], b: readonly Edge[]): boolean => differing(a, b) === 2;

for (const nodes of [2, 3, 4, 5]) describeStructure(spanningTrees(nodes), exchangesOne);
describeReferee(spanningTrees(12));

test("numbers edges alike for every number of nodes", () => {
  expect(
    spanningTrees(3).encode([
      [0, 2],
      [1, 0],
    ]),
  ).toEqual([1, 1, 0]);
  expect(spanningTrees(4).decode([1, 0, 0, 0, 1, 1])).toEqual([
    [0, 1],
    [1, 3],
    [2, 3],
  ]);
});

test("has the 16 trees on 4 nodes, 3 edges each", () => {
  const marginals = tf.grad((s: tf.Tensor) =>
    tf.sum(spanningTrees(4).logPartition(s as tf.Tensor2D)),
  );
  expectClose(spanningTrees(4).logPartition(tf.zeros([1, 6])), Math.log(16));
  expectClose(marginals(tf.zeros([1, 6])), new Array(6).fill(0.5));
});

test("draws the tree of a Prüfer code, the digits of its place", () => {
  const { memberAt, sample } = spanningTrees(5);
  const codes = Array.from({ length: 125 }, (_, i) => [
    Math.floor(i / 25),
    Math.floor(i / 5) % 5,
    i % 5,
  ]);
  const found = sample(tf.tensor2d(codes.map((code) => code.map((node) => (node + 0.5) / 5))));
  expect(found.arraySync()).toEqual(codes.map((_, i) => memberAt(BigInt(i))));
});

test("refuses edges that are no spanning tree", () => {
  expect(() =>
    spanningTrees(4).encode([
      [0, 1],
      [1, 2],
      [0, 2],
    ]),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: spanningTrees(4).encode: \`edges\` has (0, 1), (1, 2), (0, 2), expected 3 that connect 0 to 3.]`,
  );
  expect(() =>
    spanningTrees(3).encode([
      [0, 1],
      [1, 3],
    ]),
  ).toThrow("(1, 3)");
  expect(() => spanningTrees(3).encode([])).toThrow("has none");
  expect(() => spanningTrees(1)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: spanningTrees(1): \`nodes\` is 1, expected an integer of at least 2.]`,
  );
});
