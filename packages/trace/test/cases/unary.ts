import * as tf from "@tensorflow/tfjs-core";
import { runKernel } from "../run-kernel.js";
import { booleans, type Case, floats, fractions, positives } from "./case.js";

const x = floats(4, 3);
const special = tf.keep(tf.tensor1d([-1e4, -1, -0.5, -1e-6, 0, 1e-6, 0.5, 1.5, 2.5, 1e4]));
const nonFinite = tf.keep(tf.tensor1d([Number.NaN, Infinity, -Infinity, 0, 1]));

const unary = (
  [
    "abs",
    "ceil",
    "cos",
    "elu",
    "erf",
    "exp",
    "expm1",
    "floor",
    "isFinite",
    "isInf",
    "isNaN",
    "neg",
    "onesLike",
    "relu",
    "relu6",
    "round",
    "selu",
    "sigmoid",
    "sign",
    "sin",
    "softplus",
    "square",
    "step",
    "tan",
    "tanh",
    "zerosLike",
    "atan",
    "asinh",
    "leakyRelu",
  ] as const
).flatMap((name): Case[] => [
  [name, ({ x }) => tf[name](x!), { x }],
  [`${name} at the extremes`, ({ x }) => tf[name](x!), { x: special }],
]);

export const unaryCases: readonly Case[] = [
  ...unary,
  ...(["cosh", "sinh"] as const).map((name): Case => [name, ({ x }) => tf[name](x!), { x }]),
  ...(["log", "log1p", "reciprocal", "rsqrt", "sqrt"] as const).map(
    (name): Case => [name, ({ x }) => tf[name](x!), { x: positives(4, 3) }],
  ),
  [
    "log1p about zero and at −1",
    ({ x }) => tf.log1p(x!),
    { x: tf.keep(tf.tensor1d([-1, -0.6, -1e-7, 0, 1e-7, 1e-3, 1e8])) },
  ],
  ...(["acos", "asin", "atanh"] as const).map(
    (name): Case => [name, ({ x }) => tf[name](x!), { x: fractions(4, 3) }],
  ),
  ["acosh", ({ x }) => tf.acosh(x!), { x: tf.keep(tf.add(positives(4, 3), 1)) }],
  ["clipByValue", ({ x }) => tf.clipByValue(x!, -0.5, 0.5), { x }],
  ["step of a slope", ({ x }) => tf.step(x!, 0.3), { x }],
  ["prelu", ({ x, a }) => tf.prelu(x!, a!), { x, a: positives(3) }],
  [
    "EluGrad",
    ({ dy, y }) => runKernel("EluGrad", { dy: dy!, y: y! }, {}),
    { dy: x, y: floats(4, 3) },
    { isDifferentiable: false },
  ],
  ["logicalNot", ({ x }) => tf.logicalNot(x!), { x: booleans(5) }],
  [
    "NaN and infinities",
    ({ x }) => [tf.isNaN(x!), tf.isInf(x!), tf.isFinite(x!)],
    { x: nonFinite },
  ],
];
