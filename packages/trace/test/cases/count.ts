import * as tf from "@tensorflow/tfjs-core";
import { booleans, type Case, floats, integers } from "./case.js";

const sorted = tf.keep(
  tf.tensor2d([
    [-1, 0, 0, 2, 5],
    [-3, -2, 1, 1, 1],
  ]),
);

export const countCases: readonly Case[] = [
  [
    "bincount",
    ({ x, w }) => [
      tf.bincount(x as tf.Tensor1D, w as tf.Tensor1D, 5),
      tf.bincount(x as tf.Tensor1D, [], 9),
    ],
    { x: integers(7, 12), w: floats(12) },
    { isDifferentiable: false },
  ],
  [
    "denseBincount",
    ({ x, w }) => [
      tf.denseBincount(x as tf.Tensor2D, w as tf.Tensor2D, 5),
      tf.denseBincount(x as tf.Tensor2D, [], 9),
      tf.denseBincount(x as tf.Tensor2D, w as tf.Tensor2D, 5, true),
      tf.denseBincount(tf.reshape(x!, [12]) as tf.Tensor1D, tf.reshape(w!, [12]) as tf.Tensor1D, 5),
    ],
    { x: integers(7, 3, 4), w: floats(3, 4) },
    { isDifferentiable: false },
  ],
  [
    "searchSorted",
    ({ s, v }) => [
      tf.searchSorted(s!, v!),
      tf.searchSorted(s!, v!, "right"),
      tf.lowerBound(s!, v!),
      tf.upperBound(s!, v!),
    ],
    { s: sorted, v: tf.keep(tf.tensor2d([0, 2.5, -4, 1, 9, -3], [2, 3])) },
  ],
  [
    "broadcastArgs",
    ({ a, b }) => [tf.broadcastArgs(a!, b!), tf.broadcastArgs(b!, a!)],
    {
      a: tf.keep(tf.tensor1d([3, 1, 5], "int32")),
      b: tf.keep(tf.tensor1d([2, 1, 4, 5], "int32")),
    },
  ],
  [
    "sparseToDense",
    ({ i, v, s, n }) => [
      tf.sparseToDense(i!, v!, [4, 5], s as tf.Scalar),
      tf.sparseToDense(i!, s!, [4, 5]),
      tf.sparseToDense(tf.tensor1d([1, 4], "int32"), n!, [5]),
    ],
    {
      i: tf.keep(
        tf.tensor2d(
          [
            [0, 1],
            [3, 4],
            [2, 0],
          ],
          [3, 2],
          "int32",
        ),
      ),
      v: floats(3),
      s: tf.keep(tf.scalar(0.5)),
      n: integers(9, 2),
    },
  ],
  [
    "tensorScatterUpdate",
    ({ x, i, u, b, c }) => [tf.tensorScatterUpdate(x!, i!, u!), tf.tensorScatterUpdate(b!, i!, c!)],
    {
      x: floats(4, 3),
      i: tf.keep(tf.tensor2d([[2], [0]], [2, 1], "int32")),
      u: floats(2, 3),
      b: booleans(4, 3),
      c: booleans(2, 3),
    },
  ],
];
