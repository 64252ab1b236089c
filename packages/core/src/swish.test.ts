import { expectClose, expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import "./gradients.js";
import { swish } from "./swish.js";

const x = generic([3, 4]);

test("swish is x·σ(x)", () => {
  expectClose(swish(x), tf.mul(x, tf.sigmoid(x)));
});

test.each([1, 2, 3])("swish agrees with finite differences at order %d", (order) => {
  expectGradient((x) => swish(x), [x], { order });
});

test("swish is 0 and x at ∓1e4, as are its first derivatives 0 and 1, and its second 0", () => {
  const far = tf.tensor1d([-1e4, 1e4]);
  const slope = (x: tf.Tensor): tf.Tensor => tf.grad((x: tf.Tensor) => tf.sum(swish(x)))(x);
  expectClose(swish(far), [0, 1e4]);
  expectClose(slope(far), [0, 1]);
  expectClose(tf.grad((x: tf.Tensor) => tf.sum(slope(x)))(far), [0, 0]);
});

test("swish keeps the rank of its argument", () => {
  expect(swish(tf.scalar(1)).shape).toEqual([]);
});
