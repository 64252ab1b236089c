import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { differing } from "../../test/differing.js";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import { boundedSubsets } from "./bounded-subsets.js";
import { hypercube } from "./hypercube.js";

const flipsOrExchanges = (a: readonly number[], b: readonly number[]): boolean =>
  differing(a, b) === 1 || (differing(a, b) === 2 && a.length === b.length);

for (const structure of [
  boundedSubsets(1),
  boundedSubsets(4),
  boundedSubsets(5, { least: 1, most: 2 }),
  boundedSubsets(4, { least: 2, most: 2 }),
  boundedSubsets(5, { least: 3 }),
  boundedSubsets(3, { most: 0 }),
]) {
  describeStructure(structure, flipsOrExchanges);
}
describeReferee(boundedSubsets(40, { least: 3, most: 15 }));

test("without bounds is the hypercube", () => {
  const scores = tf.tensor2d([[1, -2, 0.5, 3]]);
  expect([...boundedSubsets(4).enumerate()]).toEqual([...hypercube(4).enumerate()]);
  expectClose(boundedSubsets(4).argmax(scores), hypercube(4).argmax(scores));
  expectClose(boundedSubsets(4).logPartition(scores), hypercube(4).logPartition(scores));
});

test("takes the items it needs though they score below 0", () => {
  const { argmax } = boundedSubsets(4, { least: 2, most: 3 });
  expectClose(argmax(tf.tensor2d([[-1, -2, -3, 0]])), [1, 0, 0, 1]);
  expectClose(argmax(tf.tensor2d([[4, 3, 2, 1]])), [1, 1, 1, 0]);
});

test("refuses bounds out of order", () => {
  expect(() => boundedSubsets(4, { least: 3, most: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: boundedSubsets(4, 3 to 2): \`least\` is 3 and \`most\` is 2, expected integers 0 ≤ least ≤ most ≤ 4.]`,
  );
  expect(() => boundedSubsets(4, { most: 5 })).toThrow("`most` is 5");
  expect(() => boundedSubsets(4, { least: 1 }).encode([])).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: boundedSubsets(4, 1 to 4).encode: \`items\` has [], expected 1 to 4 distinct of 0 to 3.]`,
  );
});
