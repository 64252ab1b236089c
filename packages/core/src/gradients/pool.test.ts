import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "vitest";
import { type Case, describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { dilation } from "./dilation.js";
import { pool } from "./pool.js";

type Pad = "same" | "valid" | number;
type Pair = number | [number, number];
type Triple = number | [number, number, number];

const images = generic([2, 5, 4, 2]);
const volumes = generic([1, 3, 4, 3, 2]);

const windows: readonly (readonly [size: Pair, strides: Pair, pad: Pad, rounding?: "ceil"])[] = [
  [2, 2, "valid"],
  [[3, 2], 1, "same"],
  [3, 2, "same"],
  [2, 3, "valid"],
  [1, 2, "same"],
  [3, 2, 1, "ceil"],
];
const windows3d: readonly (readonly [size: Triple, strides: Triple, pad: "same" | "valid"])[] = [
  [2, 2, "valid"],
  [[2, 3, 1], 1, "same"],
  [2, 3, "same"],
];
// a mean is linear, and the largest is flat between its kinks: what follows has a second derivative
const options = { step: 1 / 64 };
const pools = (f: (x: tf.Tensor4D, ...window: (typeof windows)[number]) => tf.Tensor): Case[] =>
  windows.map((window) => [(x: tf.Tensor4D) => tf.sin(f(x, ...window)), [images], options]);
const pools3d = (f: (x: tf.Tensor5D, ...window: (typeof windows3d)[number]) => tf.Tensor): Case[] =>
  windows3d.map((window) => [(x: tf.Tensor5D) => tf.sin(f(x, ...window)), [volumes], options]);

describeGradients(pool, {
  AvgPool: pools(tf.avgPool),
  AvgPool3D: pools3d(tf.avgPool3d),
  MaxPool: pools(tf.maxPool),
  MaxPool3D: pools3d(tf.maxPool3d),
  // on the tape of a gradient, for the second order
  MaxPoolGrad: [
    [
      (x: tf.Tensor4D) =>
        tf.grad((x: tf.Tensor) => tf.square(tf.maxPool(x as tf.Tensor4D, 3, 2, "same")))(x),
      [images],
      { step: 1 / 64 },
    ],
  ],
  MaxPoolWithArgmax: [
    [(x: tf.Tensor4D) => tf.sin(tf.maxPoolWithArgmax(x, 2, 1, "same").result!), [images], options],
  ],
});

describeGradients([dilation], {
  Dilation2D: (
    [
      [1, "valid"],
      [2, "same"],
      [1, "same", 2],
    ] as const
  ).map(([strides, pad, dilations]) => [
    (x: tf.Tensor4D, f: tf.Tensor3D) => tf.sin(tf.dilation2d(x, f, strides, pad, dilations)),
    [images, generic([2, 3, 2], { seed: 1 })],
    options,
  ]),
});

test("of equal entries that are the largest of a window, the first has the gradient", () => {
  const x = tf.zeros<tf.Rank.R4>([1, 2, 2, 1]);
  const gradient = tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid"));
  expectClose(gradient(x), [1, 0, 0, 0]);
});
