import { logMeanExp, logSoftmax, scan, stopGradient } from "@ebm/core";
import type { Packed } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import { type Case, smooth } from "./case.js";
import { drawsOf } from "./draws-of.js";

const { normals } = drawsOf(3);

type One = { readonly x: tf.Tensor2D };

const positive = (x: tf.Tensor): tf.Tensor => tf.add(tf.square(x), 0.5);

/** Functions with a first or second gradient that stock tfjs gets wrong, refuses, or lacks. */
const functions: Readonly<Record<string, (x: tf.Tensor2D) => tf.Tensor>> = {
  logMeanExp: (x) => logMeanExp(x, 1),
  logSoftmax: (x) => logSoftmax(x),
  stopGradient: (x) => tf.mul(stopGradient(tf.sin(x)), x),
  "tf.logSumExp": (x) => tf.logSumExp(x, 1),
  "tf.logSoftmax": (x) => tf.logSoftmax(x),
  "tf.softmax": (x) => tf.softmax(x),
  "tf.exp": (x) => tf.exp(x),
  "tf.expm1": (x) => tf.expm1(x),
  "tf.log": (x) => tf.log(positive(x)),
  "tf.log1p": (x) => tf.log1p(positive(x)),
  "tf.sqrt": (x) => tf.sqrt(positive(x)),
  "tf.rsqrt": (x) => tf.rsqrt(positive(x)),
  "tf.pow": (x) => tf.pow(positive(x), x),
  "tf.erf": (x) => tf.erf(x),
  "tf.sin": (x) => tf.sin(x),
  "tf.atan": (x) => tf.atan(x),
  "tf.sigmoid": (x) => tf.sigmoid(x),
  "tf.tanh": (x) => tf.tanh(x),
  "tf.elu": (x) => tf.elu(x),
  "tf.selu": (x) => tf.selu(x),
  "tf.leakyRelu": (x) => tf.leakyRelu(x, 0.3),
  "tf.relu6": (x) => tf.relu6(tf.mul(x, 5)),
  "tf.softplus": (x) => tf.softplus(x),
  "tf.max": (x) => tf.max(x, 1),
  "tf.prod": (x) => tf.prod(x, 1),
  "tf.cumsum": (x) => tf.cumsum(x, 1),
  "tf.topk": (x) => tf.topk(x, 2).values,
  "tf.where": (x) => tf.where(tf.greater(x, 0), tf.sin(x), tf.exp(x)),
  "tf.gather": (x) => tf.gather(x, tf.tensor1d([2, 0, 2], "int32"), 1),
  "tf.matMul": (x) => tf.matMul(tf.square(x), x, true),
  "tf.einsum": (x) => tf.einsum("bi,bj->bij", x, tf.sin(x)),
  "tf.tile": (x) => tf.tile(x, [1, 3]),
};

/** The functions to test at ±1e4, where an unstable form of exp or log overflows. */
const stable = ["logMeanExp", "logSoftmax", "tf.logSumExp", "tf.softmax", "tf.softplus"];
const far = (): Packed => {
  const { data, shape } = normals(4, 3);
  return { data: data.map((x) => x * 1e4), shape };
};

type Chain = { readonly x: tf.Tensor; readonly noise: tf.Tensor };

/** Three steps of Langevin on log Σ exp, which compute the gradient of the energy inside. */
const langevin = ({ x, noise }: Chain): tf.Tensor => {
  const step = (y: tf.Tensor, z: tf.Tensor): tf.Tensor =>
    tf.add(tf.sub(y, tf.mul(tf.softmax(y), 0.1)), tf.mul(z, 0.3));
  return scan(step, x, noise);
};

type Image = { readonly x: tf.Tensor4D; readonly filter: tf.Tensor4D };

const imageCases: readonly Case[] = [
  smooth<Image>(
    "tf.conv2d",
    ({ x, filter }) => tf.conv2d(x, filter, 1, "same"),
    { x: normals(2, 5, 5, 2) },
    { filter: normals(3, 3, 2, 3) },
  ),
  smooth<Image>(
    "tf.depthwiseConv2d",
    ({ x, filter }) => tf.depthwiseConv2d(x, filter, 1, "valid"),
    { x: normals(2, 5, 5, 2) },
    { filter: normals(3, 3, 2, 1) },
  ),
  smooth<{ x: tf.Tensor4D }>("tf.maxPool", ({ x }) => tf.maxPool(x, 2, 2, "valid"), {
    x: normals(2, 4, 4, 3),
  }),
  smooth<{ x: tf.Tensor4D }>("tf.avgPool", ({ x }) => tf.avgPool(x, 3, 2, "same"), {
    x: normals(2, 5, 5, 3),
  }),
];

export const numericCases: readonly Case[] = [
  ...Object.entries(functions).map(([name, f]) =>
    smooth<One>(name, ({ x }) => f(x), { x: normals(4, 3) }),
  ),
  ...stable.map((name) =>
    smooth<One>(`${name} at ±1e4`, ({ x }) => functions[name]!(x), { x: far() }),
  ),
  smooth<{ x: tf.Tensor3D; y: tf.Tensor2D }>(
    "tf.matMul, broadcast",
    ({ x, y }) => tf.matMul(x, y as tf.Tensor),
    { x: normals(4, 2, 3) },
    { y: normals(3, 2) },
  ),
  smooth<One>(
    "tf.unsortedSegmentSum",
    ({ x }) => tf.unsortedSegmentSum(x, tf.tensor1d([2, 0, 2], "int32"), 3),
    {},
    { x: normals(3, 4) },
  ),
  ...imageCases,
  smooth<Chain>("scan", langevin, {}, { x: normals(4, 3), noise: normals(3, 4, 3) }),
];
