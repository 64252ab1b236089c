import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { differing } from "../../test/differing.js";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import { kSubsets } from "./k-subsets.js";

const exchangesOne = (a: readonly number[], b: readonly number[]): boolean => differing(a, b) === 2;

for (const [n, k] of [
  [1, 1],
  [4, 0],
  [5, 1],
  [5, 2],
  [6, 3],
  [4, 4],
] as const) {
  describeStructure(kSubsets(n, k), exchangesOne);
}
describeReferee(kSubsets(30, 12));

test("of a class alone, has the log-partition of a softmax", () => {
  const scores = tf.tensor2d([[1, -2, 3, 0]]);
  expectClose(kSubsets(4, 1).logPartition(scores), tf.logSumExp(scores, 1));
});

test("finds the members of a set beyond 2⁵³", () => {
  const { indexOf, memberAt, logSize } = kSubsets(100, 50);
  const index = 10n ** 28n;
  expect(logSize).toBeCloseTo(Math.log(1.0089134454556415e29), 10);
  expect(memberAt(index).filter(Boolean)).toHaveLength(50);
  expect(indexOf(memberAt(index))).toBe(index);
});

test("refuses a k that is none, and items that are not k", () => {
  expect(() => kSubsets(4, 5)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: kSubsets(4, 5): \`k\` is 5, expected an integer from 0 to 4.]`,
  );
  expect(() => kSubsets(4, 1.5)).toThrow("`k` is 1.5");
  expect(() => kSubsets(4, 2).encode([1])).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: kSubsets(4, 2).encode: \`items\` has [1], expected 2 distinct of 0 to 3.]`,
  );
});
