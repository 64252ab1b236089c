import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { differing } from "../../test/differing.js";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import { hypercube } from "./hypercube.js";

const flipsOne = (a: readonly number[], b: readonly number[]): boolean => differing(a, b) === 1;

for (const size of [1, 3, 5]) describeStructure(hypercube(size), flipsOne);
describeReferee(hypercube(100));

test("has the published log-partition", () => {
  const { logPartition, logSize } = hypercube(3);
  const logMeanExp = tf.sub(logPartition(tf.tensor2d([[1, -2, 0.5]])), logSize);
  expectClose(logMeanExp, 0.3348251410614661, { rtol: 1e-6 });
});

test("an item that scores 0 is left out", () => {
  expectClose(hypercube(3).argmax(tf.tensor2d([[0, 1e-30, -0]])), [0, 1, 0]);
});

test("enumerates in the order of numbers whose bit i is entry i", () => {
  expect([...hypercube(2).enumerate()]).toEqual([
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ]);
});

test("finds the last of 2¹⁷⁴ members", () => {
  const { indexOf, memberAt } = hypercube(174);
  const last = 2n ** 174n - 1n;
  expect(memberAt(last)).toEqual(new Array(174).fill(1));
  expect(indexOf(memberAt(last / 3n))).toBe(last / 3n);
});

test("finds members of thousands of items, for which a table of counts would be too large", () => {
  const { count, indexOf, memberAt } = hypercube(4000);
  expect(indexOf(memberAt(count() / 3n))).toBe(count() / 3n);
});

test("refuses a size that is no count, and items that are no subset", () => {
  expect(() => hypercube(0)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: hypercube(0): \`size\` is 0, expected an integer of at least 1.]`,
  );
  expect(() => hypercube(3).encode([1, 1])).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: hypercube(3).encode: \`items\` has [1, 1], expected 0 to 3 distinct of 0 to 2.]`,
  );
  expect(() => hypercube(3).encode([3])).toThrow("[3]");
});
