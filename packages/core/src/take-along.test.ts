import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import "./gradients.js";
import { takeAlong } from "./take-along.js";

const x = tf.keep(
  tf.tensor2d([
    [1, 2, 3],
    [4, 5, 6],
  ]),
);
const indices = tf.keep(
  tf.tensor2d(
    [
      [2, 0, 2, 1],
      [1, 1, 1, 0],
    ],
    [2, 4],
    "int32",
  ),
);

test("takes entries of each row, any number of times", () => {
  expect(takeAlong(x, indices).arraySync()).toEqual([
    [3, 1, 3, 2],
    [5, 5, 5, 4],
  ]);
});

test("keeps the dtype", () => {
  expect(takeAlong(tf.cast(x, "int32"), indices).dtype).toBe("int32");
});

test("has a gradient that adds where it took", () => {
  const grad = tf.grad((x) => tf.sum(takeAlong(x as tf.Tensor2D, indices)))(x);
  expectClose(grad, tf.tensor([1, 1, 2, 1, 3, 0], [2, 3]));
  expectGradient((x) => tf.sum(tf.sin(takeAlong(x as tf.Tensor2D, indices))), [x]);
});
