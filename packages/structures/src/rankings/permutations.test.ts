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
describeReferee(permutations(10));

test("has the published log-partition", () => {
  const { logPartition, logSize } = permutations(3, { weights: [2, 1, 0] });
  const logMeanExp = tf.sub(logPartition!(tf.tensor2d([[0.3, -0.1, 0.7]])), logSize);
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

test("has no log-partition beyond 12 labels, yet the other oracles", () => {
  const { argmax, encode, logPartition } = permutations(40);
  const ranks = Array.from({ length: 40 }, (_, label) => (label * 7) % 40);
  expect(logPartition).toBeUndefined();
  expectClose(argmax(tf.tensor2d([ranks.map((rank) => -rank)])), encode(ranks));
});

test("refuses weights that do not rank", () => {
  expect(() => permutations(3, { weights: [0, 1, 2] })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: permutations(3): \`weights\` has [0, 1, 2], expected 3 strictly decreasing numbers.]`,
  );
  expect(() => permutations(2, { weights: [1, 0, -1] })).toThrow("expected 2");
  expect(() => permutations(2, { weights: [1, Number.NaN] })).toThrow("[1, NaN]");
  expect(() => permutations(2.5)).toThrow("permutations(2.5): `size` is 2.5");
});
