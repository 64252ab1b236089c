import { expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import "../gradients.js";

const x = generic([2, 3]);

test.each([1, 2, 3])("tf.logSoftmax agrees with finite differences at order %d", (order) => {
  expectGradient((x) => tf.logSoftmax(x), [x], { order });
  const twice = (x: tf.Tensor): tf.Tensor => tf.logSoftmax(tf.sin(tf.logSoftmax(x)));
  expectGradient((x) => twice(tf.mul(x, 0.5)), [x], { order });
});

test("tf.logSigmoid is refused, with what to write instead", () => {
  const loss = (x: tf.Tensor): tf.Tensor => tf.logSigmoid(tf.mul(x, 2));
  expect(() => tf.grad(loss)(x)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: tf.logSigmoid: its gradient reads a tensor that tfjs has freed by then. Write tf.neg(tf.softplus(tf.neg(x))).]`,
  );
  expectGradient((x) => tf.neg(tf.softplus(tf.neg(tf.mul(x, 2)))), [x]);
});
