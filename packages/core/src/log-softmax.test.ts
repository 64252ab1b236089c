import { expectClose, expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import "./gradients.js";
import { logSoftmax } from "./log-softmax.js";

const x = generic([2, 3]);

describe("logSoftmax", () => {
  test("is that of tfjs along the last axis", () => {
    expectClose(logSoftmax(x), tf.logSoftmax(x));
  });

  test("normalizes along any axis", () => {
    for (const axis of [0, 1, -1]) {
      const y = logSoftmax(x, axis);
      expect(y.shape).toEqual(x.shape);
      const sums = tf.sum(tf.exp(y), axis);
      expectClose(sums, tf.onesLike(sums));
    }
  });

  test("is finite at scores of ±1e4", () => {
    expectClose(logSoftmax(tf.tensor1d([1e4, -1e4])), [0, -2e4]);
  });

  test.each([1, 2, 3])("agrees with finite differences at order %d", (order) => {
    for (const axis of [0, -1]) expectGradient((x) => logSoftmax(x, axis), [x], { order });
  });
});
