import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { exchangesRanks } from "../../test/exchanges-ranks.js";
import { describeRankings } from "../../test/member-laws.js";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import { partialRankings } from "./partial-rankings.js";
import { permutations } from "./permutations.js";

for (const structure of [
  partialRankings(1, 1),
  partialRankings(4, 1),
  partialRankings(5, 2),
  partialRankings(4, 3),
  partialRankings(3, 3),
  partialRankings(4, 2, { weights: [3, 0.5] }),
]) {
  describeStructure(structure, exchangesRanks);
  describeRankings(structure);
}
describeReferee(partialRankings(20, 3));
describeReferee(partialRankings(36, 3));
describeReferee(partialRankings(200, 3));

test("weighs the best labels by their ranks, and the others 0", () => {
  const { argmax, decode, encode } = partialRankings(4, 2);
  expect(encode([2, 0, 2, 1])).toEqual([0, 1, 0, 0.5]);
  expect(decode([0, 1, 0, 0.5])).toEqual([2, 0, 2, 1]);
  expectClose(argmax(tf.tensor2d([[-5, 3, -7, 2]])), [0, 1, 0, 0.5]);
});

test("leaves out the lower ranks of a full ranking", () => {
  expect(partialRankings(4, 2).encode([3, 0, 2, 1])).toEqual([0, 1, 0, 0.5]);
});

test("sums up to as many labels as its ranks allow", () => {
  expect([36, 37].map((size) => partialRankings(size, 3).isExact)).toEqual([true, false]);
  const { logPartition } = partialRankings(37, 3);
  expect(() => logPartition(tf.zeros([1, 37]))).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: partialRankings(37, 3).logPartition: 37 labels, expected 36 or fewer.]`,
  );
});

test("of all labels but the worst, is a full ranking", () => {
  const scores = tf.tensor2d([[1, -0.5, 2, 0.3]]);
  const all = permutations(4, { weights: [1, 2 / 3, 1 / 3, 0] });
  expectClose(partialRankings(4, 3).logPartition(scores), all.logPartition(scores));
});

test("refuses a top that is none, and weights below those of the others", () => {
  expect(() => partialRankings(4, 5)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: partialRankings(4, 5): \`top\` is 5, expected an integer from 1 to 4.]`,
  );
  expect(() => partialRankings(4, 0)).toThrow("`top` is 0");
  expect(() => partialRankings(4, 2, { weights: [1, 0] })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: partialRankings(4, 2): \`weights\` has [1, 0], expected 2 strictly decreasing numbers above 0.]`,
  );
  expect(() => partialRankings(4, 2).encode([0, 0, 1, 2])).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: partialRankings(4, 2).encode: \`ranks\` has [0, 0, 1, 2], expected each of 0 to 1 once, and 2 or more for the others.]`,
  );
});
