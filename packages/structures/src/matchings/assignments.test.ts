import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { exchangesRanks } from "../../test/exchanges-ranks.js";
import { describeRankings } from "../../test/member-laws.js";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import { assignments } from "./assignments.js";

for (const size of [1, 2, 4]) {
  describeStructure(assignments(size), exchangesRanks);
  describeRankings(assignments(size));
}
for (const size of [8, 13, 17]) describeReferee(assignments(size));

test("has the published log-partition", () => {
  const { logPartition, logSize } = assignments(3);
  const scores = tf.tensor2d([[0.2, -0.4, 1, 0, 0.5, -0.3, 0.1, 0.1, 0.9]]);
  expectClose(tf.sub(logPartition(scores), logSize), 0.9875419088616457, { rtol: 1e-6 });
});

test("lays a row of a matrix out for each rank", () => {
  expect(assignments(3).encode([2, 0, 1])).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0]);
});

test("refuses scores that are not numbers", () => {
  const scores = tf.tensor2d([[0, 1, Number.NaN, 2]]);
  expect(() => assignments(2).argmax(scores)).toThrow("NaN at row 1, column 0");
});
