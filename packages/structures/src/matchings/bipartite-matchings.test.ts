import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { differing } from "../../test/differing.js";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import type { Edge } from "../trees/edges.js";
import { assignments } from "./assignments.js";
import { bipartiteMatchings } from "./bipartite-matchings.js";

const missing = (a: readonly Edge[], b: readonly Edge[]): Edge[] =>
  a.filter((edge) => !b.map(String).includes(String(edge)));

/** Adds an edge, takes one away, or turns one about an end of it. */
const isMove = (a: readonly Edge[], b: readonly Edge[]): boolean => {
  if (differing(a, b) === 1) return true;
  const [gone, come] = [missing(a, b), missing(b, a)];
  const turns = gone.length === 1 && come.length === 1;
  return turns && gone[0]!.some((end, side) => end === come[0]![side]);
};

for (const [rows, columns] of [
  [1, 1],
  [2, 2],
  [1, 4],
  [2, 3],
  [3, 2],
  [3, 3],
] as const) {
  describeStructure(bipartiteMatchings(rows, columns), isMove);
}
describeReferee(bipartiteMatchings(6, 6));
describeReferee(bipartiteMatchings(4, 9));
describeReferee(bipartiteMatchings(13, 15));
describeReferee(bipartiteMatchings(20, 17));

test("tends to the perfect matchings as all edges gain", () => {
  const scores = tf.tensor2d([[0.2, -0.4, 1, 0, 0.5, -0.3, 0.1, 0.1, 0.9]]);
  const gain = 30;
  const found = bipartiteMatchings(3, 3).logPartition(tf.add(scores, gain));
  expectClose(tf.sub(found, 3 * gain), assignments(3).logPartition(scores), { atol: 1e-4 });
});

test("sums if a side has 12 or fewer", () => {
  expect(bipartiteMatchings(12, 40).isExact).toBe(true);
  const { logPartition } = bipartiteMatchings(13, 15);
  expect(() => logPartition(tf.zeros([1, 195]))).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: bipartiteMatchings(13, 15).logPartition: 13 rows, expected 12 or fewer.]`,
  );
});

test("leaves out edges that score 0 or less", () => {
  const { argmax, decode } = bipartiteMatchings(2, 3);
  const best = argmax(tf.tensor2d([[5, 4, -1, 6, 0, -2]])).dataSync();
  expect(decode(best)).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(decode(argmax(tf.zeros([1, 6])).dataSync())).toEqual([]);
});

test("refuses edges that meet, and scores that are not numbers", () => {
  const { argmax, encode } = bipartiteMatchings(2, 3);
  expect(() =>
    encode([
      [0, 1],
      [1, 1],
    ]),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: bipartiteMatchings(2, 3).encode: \`edges\` has (0, 1), (1, 1), expected distinct rows of 2 and columns of 3.]`,
  );
  expect(() => encode([[2, 0]])).toThrow("(2, 0)");
  expect(() => argmax(tf.fill([1, 6], Number.NaN))).toThrow("NaN at row 0, column 0");
});
