import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import { chains } from "./chains.js";

const relabelsOne = (a: readonly number[], b: readonly number[]): boolean =>
  a.filter((state, t) => state !== b[t]).length === 1;

for (const [length, states] of [
  [1, 1],
  [1, 4],
  [3, 1],
  [2, 3],
  [4, 2],
  [3, 3],
] as const) {
  describeStructure(chains(length, states), relabelsOne);
}
describeReferee(chains(15, 4));

test("lays out the state of each place, then each pair of states", () => {
  const { encode, decode } = chains(3, 2);
  const y = [1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1];
  expect(encode([0, 1, 1])).toEqual(y);
  expect(decode(y)).toEqual([0, 1, 1]);
});

test("without scores of transitions, its places are independent", () => {
  const unary = tf.tensor2d(normal(key(1), 12), [4, 3]);
  const scores = tf.concat([tf.reshape(unary, [1, 12]), tf.zeros([1, 27])], 1) as tf.Tensor2D;
  const { argmax, decode, logPartition } = chains(4, 3);
  expectClose(logPartition(scores), tf.sum(tf.logSumExp(unary, 1)));
  expect(decode(argmax(scores).dataSync())).toEqual([...tf.argMax(unary, 1).dataSync()]);
});

test("refuses a path of another length, or other states", () => {
  expect(() => chains(3, 2).encode([0, 1])).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: chains(3, 2).encode: \`path\` has [0, 1], expected 3 of 0 to 1.]`,
  );
  expect(() => chains(3, 2).encode([0, 1, 2])).toThrow("[0, 1, 2]");
});
