import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "vitest";
import { describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { join } from "./join.js";

const [a, b, c] = [1, 2, 3].map((seed) => generic([2, 3], { seed })) as [
  tf.Tensor,
  tf.Tensor,
  tf.Tensor,
];

describeGradients(join, {
  AddN: [[(...xs) => tf.sin(tf.addN(xs)), [a, b, c]]],
  Concat: [
    [(...xs) => tf.sin(tf.concat(xs)), [a, generic([1, 3])]],
    [(...xs) => tf.sin(tf.concat(xs, -1)), [a, generic([2, 1]), b]],
    [(x) => tf.sin(tf.concat([x, x, c], 1)), [a]],
  ],
  Pack: [
    [(...xs) => tf.sin(tf.stack(xs)), [a, b]],
    [(...xs) => tf.sin(tf.stack(xs, 2)), [a, b, c]],
    [(x) => tf.sin(tf.stack([x, x, c], 1)), [a]],
  ],
  SplitV: [
    [(x: tf.Tensor) => product(tf.split(x, 3, 1)), [a]],
    [(x: tf.Tensor) => product(tf.split(x, [1, 1], 0)), [a]],
    [(x: tf.Tensor) => tf.sin(tf.split(x, [1, 2], -1)[1]!), [a]],
    [(x: tf.Tensor) => tf.sin(tf.split(x, 1, 0)[0]!), [a]],
  ],
  Unpack: [
    [(x: tf.Tensor) => product(tf.unstack(x)), [a]],
    [(x: tf.Tensor) => product(tf.unstack(x, -1)), [a]],
    [(x: tf.Tensor) => tf.sin(tf.unstack(x, 1)[1]!), [a]],
    [(x: tf.Tensor) => tf.sin(tf.unstack(x)[0]!), [generic([1, 3])]],
  ],
});

test("integers that depend on x are split and joined, without a gradient", () => {
  const f = (x: tf.Tensor): tf.Tensor => {
    const [first, second] = tf.split(tf.cast(x, "int32"), 2);
    const swapped = tf.concat([tf.stack(tf.unstack(second!)), first!]);
    return tf.mul(x, tf.cast(swapped, "float32"));
  };
  expectClose(tf.grad(f)(tf.tensor1d([3, 5])), [5, 3]);
});

function product(xs: tf.Tensor[]): tf.Tensor {
  return xs.reduce((y, x) => tf.mul(y, x));
}
