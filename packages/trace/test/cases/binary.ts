import * as tf from "@tensorflow/tfjs-core";
import { booleans, type Case, floats, integers, positives } from "./case.js";

const x = floats(4, 3);

export const binaryCases: readonly Case[] = [
  ...(
    [
      "add",
      "sub",
      "mul",
      "div",
      "maximum",
      "minimum",
      "squaredDifference",
      "atan2",
      "mod",
      "floorDiv",
      "equal",
      "notEqual",
      "greater",
      "greaterEqual",
      "less",
      "lessEqual",
      "divNoNan",
    ] as const
  ).flatMap((name): Case[] => [
    [name, ({ x, y }) => tf[name](x!, y!), { x, y: floats(4, 3) }],
    [`${name}, broadcast`, ({ x, y }) => tf[name](x!, y!), { x: floats(2, 1, 3), y: floats(4, 1) }],
    [`${name} with a number`, ({ x }) => tf[name](x!, 1), { x }],
  ]),
  ["pow", ({ x, y }) => tf.pow(x!, y!), { x: positives(4, 3), y: floats(3) }],
  [
    "integers",
    ({ x, y }) => [tf.add(x!, y!), tf.mul(x!, y!), tf.mod(x!, y!), tf.floorDiv(x!, y!)],
    { x: integers(50, 6), y: tf.keep(tf.add(integers(5, 6), tf.scalar(1, "int32"))) },
  ],
  [
    "floor divisions of large integers, by zero too",
    ({ x, y }) => tf.floorDiv(x!, y!),
    {
      x: tf.keep(tf.tensor2d([[2 ** 31 - 1], [-(2 ** 31)], [-7], [7]], [4, 1], "int32")),
      y: tf.keep(tf.tensor1d([7, -7, 3, -2, 0], "int32")),
    },
  ],
  ["division by zero", ({ x }) => [tf.div(x!, 0), tf.divNoNan(x!, tf.zeros([4, 3]))], { x }],
  [
    "angles of the axes",
    ({ y, x }) => tf.atan2(y!, x!),
    { y: tf.keep(tf.tensor1d([0, 1, 0, -1, 0])), x: tf.keep(tf.tensor1d([1, 0, -1, 0, 0])) },
  ],
  [
    "logical",
    ({ x, y }) => [tf.logicalAnd(x!, y!), tf.logicalOr(x!, y!), tf.logicalXor(x!, y!)],
    { x: booleans(7), y: booleans(7) },
  ],
  [
    "bitwiseAnd",
    ({ x, y }) => tf.bitwiseAnd(x!, y!),
    {
      x: tf.keep(tf.tensor1d([0, 5, -1, -7, 2 ** 31 - 1, -(2 ** 31)], "int32")),
      y: tf.keep(tf.tensor1d([9, 3, 12345, -12, -2, -1], "int32")),
    },
  ],
  ["where", ({ c, x, y }) => tf.where(c!, x!, y!), { c: booleans(4, 3), x, y: floats(4, 3) }],
  ["addN", ({ x, y }) => tf.addN([x!, y!, x!]), { x, y: floats(4, 3) }],
  [
    "cast",
    ({ x }) => [tf.cast(x!, "int32"), tf.cast(x!, "bool"), tf.cast(tf.cast(x!, "bool"), "float32")],
    { x: tf.keep(tf.mul(x, 3)) },
  ],
];
