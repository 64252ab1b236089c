import { valueAndGrad } from "@ebm/core";
import { expectClose, expectGradient, expectSecondGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { logSigmoid } from "./log-sigmoid.js";

const points = [-1e4, -100, -41, -40, -39, -3, -0.1, 0, 0.1, 3, 12, 100, 1e4];

test("is the logarithm of the logistic function, to ±1e4", () => {
  const expected = points.map((x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))));
  expectClose(logSigmoid(tf.tensor1d(points)), expected, { rtol: 1e-6, atol: 1e-7 });
});

test("has the gradient σ(−x), to the last digits", () => {
  const { grad } = valueAndGrad((x: tf.Tensor) => tf.sum(logSigmoid(x)))(tf.tensor1d(points));
  const expected = points.map((x) => 1 / (1 + Math.exp(x)));
  expectClose(grad, expected, { rtol: 1e-6, atol: 1e-30 });
});

test("has gradients at every order", () => {
  expectGradient(logSigmoid, [generic([6])]);
  expectSecondGradient(logSigmoid, [generic([6])]);
  expectGradient(logSigmoid, [generic([6])], { order: 3 });
  expect(logSigmoid(tf.zeros([2, 3])).shape).toEqual([2, 3]);
});
