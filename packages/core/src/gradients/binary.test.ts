import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { type Case, describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { binary } from "./binary.js";

type Op = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Equal shapes, a broadcast of either side, of both at once, and of a scalar. */
const shapes = [
  [
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3]],
  [[3], [2, 3]],
  [
    [2, 1, 3],
    [4, 1],
  ],
  [[], [2, 2]],
] as const;

function everyBroadcast(op: Op, a: Bounds = {}, b: Bounds = {}): Case[] {
  return shapes.map(([left, right]) => [
    op,
    [generic(left, { ...a, seed: 1 }), generic(right, { ...b, seed: 2 })],
  ]);
}

type Bounds = { readonly from?: number; readonly to?: number };
const positive: Bounds = { from: 0.7, to: 2 };

describeGradients(binary, {
  Add: everyBroadcast(tf.add),
  Atan2: everyBroadcast(tf.atan2, {}, positive),
  Maximum: everyBroadcast(tf.maximum),
  Minimum: everyBroadcast(tf.minimum),
  Mod: everyBroadcast(tf.mod, { from: 6.2, to: 6.8 }, { from: 1.9, to: 2 }),
  Multiply: everyBroadcast(tf.mul),
  Pow: everyBroadcast(tf.pow, positive),
  Prelu: everyBroadcast(tf.prelu),
  RealDiv: [...everyBroadcast(tf.div, {}, positive), ...everyBroadcast(tf.divNoNan, {}, positive)],
  SquaredDifference: everyBroadcast(tf.squaredDifference),
  Sub: everyBroadcast(tf.sub),
});

test("powers of zero and of negative numbers have the gradients of polynomials", () => {
  const x = tf.tensor1d([0, -2, 3]);
  const derivative = (f: (x: tf.Tensor) => tf.Tensor): ((x: tf.Tensor) => tf.Tensor) =>
    tf.grad((x: tf.Tensor) => f(x));
  const cube = (x: tf.Tensor): tf.Tensor => tf.pow(x, 3);
  expectClose(derivative(cube)(x), [0, 12, 27]);
  expectClose(derivative(derivative(cube))(x), [0, -12, 18]);
  expectClose(derivative(derivative(derivative(cube)))(x), [6, 6, 6]);
});

test("the gradient in the exponent is finite at a base of zero", () => {
  expectClose(
    tf.grad((b: tf.Tensor) => tf.pow(tf.tensor1d([0, 0]), b))(tf.tensor1d([0, 2])),
    [0, 0],
  );
});

test("of two equal numbers, maximum and minimum take the first", () => {
  const x = tf.tensor1d([1]);
  for (const op of [tf.maximum, tf.minimum]) {
    const [da, db] = tf.grads((a: tf.Tensor, b: tf.Tensor) => op(a, b))([x, tf.clone(x)]);
    expect([da!.dataSync()[0], db!.dataSync()[0]]).toEqual([1, 0]);
  }
});
