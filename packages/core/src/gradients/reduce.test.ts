import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "vitest";
import { type Case, describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { reduce } from "./reduce.js";

type Reduce = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

const x = generic([2, 3, 2]);

/** All axes, one from either end, two in any order, with and without keepDims, of a scalar too. */
function everyAxis(op: Reduce, step = 1 / 16): Case[] {
  return [
    [(x: tf.Tensor) => op(x), [x], { step }],
    [(x: tf.Tensor) => op(x, 1), [x], { step }],
    [(x: tf.Tensor) => op(x, -1, true), [x], { step }],
    [(x: tf.Tensor) => op(x, [2, 0]), [x], { step }],
    [(x: tf.Tensor) => op(x, [-3, -2], true), [x], { step }],
    [(x: tf.Tensor) => op(x), [tf.scalar(1.5)], { step }],
  ];
}

const cases: Record<string, Case[]> = {
  Cumprod: [
    [(x: tf.Tensor) => tf.cumprod(x, 1), [x]],
    [(x: tf.Tensor) => tf.cumprod(x, 2, true), [x]],
    [(x: tf.Tensor) => tf.cumprod(x, 0, true, true), [x]],
    [(x: tf.Tensor) => tf.cumprod(x, 1, false, true), [x]],
  ],
  Cumsum: [
    [(x: tf.Tensor) => tf.cumsum(x, 1), [x]],
    [(x: tf.Tensor) => tf.cumsum(x, 2, true), [x]],
    [(x: tf.Tensor) => tf.cumsum(x, 0, true, true), [x]],
  ],
  Max: [...everyAxis(tf.max), ...everyAxis(tf.logSumExp)],
  Mean: everyAxis(tf.mean),
  Min: everyAxis(tf.min),
  Prod: everyAxis(tf.prod),
  Softmax: [
    [(x: tf.Tensor) => tf.softmax(x), [x]],
    [(x: tf.Tensor) => tf.softmax(x), [generic([4])]],
  ],
  Sum: everyAxis(tf.sum),
};

describeGradients(reduce, cases, [1, 2, 3]);

test("entries that are all the largest share the gradient", () => {
  const x = tf.tensor2d([1, 3, 3, 2, 2, 2], [2, 3]);
  expectClose(tf.grad((x: tf.Tensor) => tf.max(x, 1))(x), [0, 1 / 2, 1 / 2, 1 / 3, 1 / 3, 1 / 3]);
});

test("a product with a zero has the gradient of a polynomial, and the Hessian", () => {
  const x = tf.tensor1d([0, 2, 5]);
  const gradient = tf.grad((x: tf.Tensor) => tf.prod(x));
  expectClose(gradient(x), [10, 0, 0]);
  expectClose(gradient(tf.tensor1d([0, 2, 0])), [0, 0, 0]);
  const rowOfHessian = tf.grad((x: tf.Tensor) => tf.slice(gradient(x), [0], [1]));
  expectClose(rowOfHessian(x), [0, 5, 2]);
});

test("a running product with a zero has the gradient of a polynomial", () => {
  const gradient = tf.grad((x: tf.Tensor) => tf.cumprod(x));
  // of x + xy + xyz at (2, 0, 5)
  expectClose(gradient(tf.tensor1d([2, 0, 5])), [1, 12, 0]);
});
