import { expectClose, expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import "./gradients.js";
import { logMeanExp } from "./log-mean-exp.js";

const x = generic([2, 3, 4]);

describe("logMeanExp", () => {
  test.each([[undefined], [1], [-1], [[0, 2]]])("is the log of the mean of exp over %o", (axis) => {
    for (const keepDims of [false, true]) {
      const expected = tf.log(tf.mean(tf.exp(x), axis, keepDims));
      const actual = logMeanExp(x, axis, keepDims);
      expect(actual.shape).toEqual(expected.shape);
      expectClose(actual, expected);
    }
  });

  test.each([1, 2, 3])("agrees with finite differences at order %d", (order) => {
    expectGradient((x) => logMeanExp(x, [0, -1]), [x], { order });
  });

  test("moves with its argument, however large", () => {
    const y = tf.tensor1d([1, 2, 4]);
    for (const shift of [-1e4, 1e4]) {
      expectClose(logMeanExp(tf.add(y, shift)), tf.add(logMeanExp(y), shift), { atol: 2e-3 });
    }
    expectClose(logMeanExp(tf.tensor1d([1e4, -1e4])), 1e4 - Math.log(2));
  });

  test("of a scalar is the scalar", () => {
    expectClose(logMeanExp(tf.scalar(3)), 3);
  });
});
