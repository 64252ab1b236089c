import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { exchangesRanks } from "../../test/exchanges-ranks.js";
import { describeRankings } from "../../test/member-laws.js";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import { permutations } from "./permutations.js";

for (const structure of [
  permutations(1),
  permutations(2),
  permutations(4),
  permutations(3, { weights: [5, 0.5, -1] }),
]) {
  describeStructure(structure, exchangesRanks);
  describeRankings(structure);
}
for (const size of [10, 13, 20]) describeReferee(permutations(size));

test("has the published log-partition", () => {
  const { logPartition, logSize } = permutations(3, { weights: [2, 1, 0] });
  const logMeanExp = tf.sub(logPartition(tf.tensor2d([[0.3, -0.1, 0.7]])), logSize);
  expectClose(logMeanExp, 1.0540305840394062, { rtol: 1e-6 });
});

test("gives the best label the largest weight", () => {
  const { argmax, encode } = permutations(4);
  expectClose(argmax(tf.tensor2d([[0.1, 3, -2, 1]])), encode([2, 0, 3, 1]));
  expect(encode([2, 0, 3, 1])).toEqual([1 - 4 / 3, 1, -1, 1 - 2 / 3]);
});

test("ranks the first of tied labels higher", () => {
  const { argmax, encode } = permutations(4);
  expectClose(argmax(tf.tensor2d([[1, 2, 1, 2]])), encode([2, 0, 3, 1]));
});

test("decodes scores as it does members", () => {
  expect(permutations(4).decode([0.1, 3, -2, 1])).toEqual([2, 0, 3, 1]);
});

test("sums up to 12 labels, and up to 16 in float64", () => {
  expect([12, 13].map((size) => permutations(size).isExact)).toEqual([true, false]);
  expect(permutations(16).exactLogPartition(new Array(16).fill(0))).toBeCloseTo(30.67186, 5);
  expect(() => permutations(20).logPartition(tf.zeros([1, 20]))).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: permutations(20).logPartition: 20 labels, expected 12 or fewer.]`,
  );
  expect(() => permutations(20).exactLogPartition([])).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: permutations(20).exactLogPartition: 20 labels, expected 16 or fewer.]`,
  );
});

test("refuses weights that do not rank", () => {
  expect(() => permutations(3, { weights: [0, 1, 2] })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: permutations(3): \`weights\` has [0, 1, 2], expected 3 strictly decreasing numbers.]`,
  );
  expect(() => permutations(2, { weights: [1, 0, -1] })).toThrow("expected 2");
  expect(() => permutations(2, { weights: [1, Number.NaN] })).toThrow("[1, NaN]");
  expect(() => permutations(2.5)).toThrow("permutations(2.5): `size` is 2.5");
});
