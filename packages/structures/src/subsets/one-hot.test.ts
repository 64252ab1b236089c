import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeReferee } from "../../test/referee-laws.js";
import { describeStructure } from "../../test/structure-laws.js";
import { oneHot } from "./one-hot.js";

for (const size of [1, 2, 7]) describeStructure(oneHot(size), (a, b) => a !== b);
describeReferee(oneHot(20));

test("the gradient of its log-partition is a softmax", () => {
  const scores = tf.tensor2d([[1, 2, -3, 0.5]]);
  const gradient = tf.grad((s: tf.Tensor) => tf.sum(oneHot(4).logPartition(s as tf.Tensor2D)));
  expectClose(gradient(scores), tf.softmax(scores));
});

test("takes the first of classes that tie", () => {
  expectClose(oneHot(3).argmax(tf.tensor2d([[1, 2, 2]])), [0, 1, 0]);
});

test("has more classes than a call takes arguments", () => {
  const { decode, memberAt } = oneHot(150_000);
  expect(decode(memberAt(149_999n))).toBe(149_999);
});

test("refuses a class that there is not", () => {
  expect(() => oneHot(3).encode(3)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: oneHot(3).encode: \`label\` is 3, expected 0 to 2.]`,
  );
});
