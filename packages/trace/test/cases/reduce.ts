import * as tf from "@tensorflow/tfjs-core";
import { booleans, type Case, floats, integers } from "./case.js";

const x = floats(4, 3);

export const reduceCases: readonly Case[] = [
  ...(["sum", "mean", "max", "min", "prod", "logSumExp"] as const).flatMap((name): Case[] => [
    [name, ({ x }) => tf[name](x!), { x }],
    [`${name} of an axis`, ({ x }) => tf[name](x!, 1), { x: floats(2, 3, 4) }],
    [`${name} of two axes, kept`, ({ x }) => tf[name](x!, [0, -1], true), { x: floats(2, 3, 4) }],
  ]),
  [
    "sums, products and counts of integers that wrap around",
    ({ x, y }) => [
      tf.sum(x!),
      tf.sum(x!, 0),
      tf.sum(x!, 1, true),
      tf.prod(y!, 1),
      tf.cumsum(x!, 1),
      tf.bincount(tf.zeros([4], "int32") as tf.Tensor1D, tf.reshape(x!, [4]) as tf.Tensor1D, 2),
    ],
    {
      x: tf.keep(
        tf.tensor2d(
          [
            [2 ** 31 - 1, 2 ** 31 - 1],
            [2 ** 30, 2 ** 30],
          ],
          [2, 2],
          "int32",
        ),
      ),
      y: tf.keep(
        tf.tensor2d(
          [
            [2 ** 24 + 1, 2 ** 24 + 1],
            [-(2 ** 31), 3],
          ],
          [2, 2],
          "int32",
        ),
      ),
    },
    { isDifferentiable: false },
  ],
  [
    "any and all",
    ({ x }) => [tf.any(x!, 1), tf.all(x!, 1), tf.any(x!), tf.all(x!, [0], true)],
    { x: booleans(4, 2) },
  ],
  [
    "argMax and argMin",
    ({ x }) => [tf.argMax(x!, 1), tf.argMin(x!, 0), tf.argMax(x!, -1)],
    { x: floats(3, 5) },
  ],
  [
    "cumsum",
    ({ x }) => [tf.cumsum(x!, 1), tf.cumsum(x!, 0, true), tf.cumsum(x!, 1, false, true)],
    { x },
  ],
  [
    "cumprod",
    ({ x }) => [
      tf.cumprod(x!, 1),
      tf.cumprod(x!, 0, true),
      tf.cumprod(x!, 1, false, true),
      tf.cumprod(x!, 1, true, true),
    ],
    { x: floats(3, 5) },
  ],
  [
    "cumprod of integers, zeros among them, and of one entry",
    ({ x, y }) => [tf.cumprod(x!, 1), tf.cumprod(y!, 0), tf.cumprod(y!, 0, true)],
    { x: integers(4, 3, 7), y: floats(1, 2) },
  ],
  ["softmax", ({ x }) => [tf.softmax(x!), tf.softmax(tf.mul(x!, 1e4))], { x }],
  ["logSoftmax", ({ x }) => [tf.logSoftmax(x!), tf.logSoftmax(tf.mul(x!, 1e4))], { x }],
  [
    "topk",
    ({ x }) => {
      const { values, indices } = tf.topk(x!, 2);
      return [values, indices];
    },
    { x: floats(3, 5) },
  ],
];
