import { generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../expect-parity.js";
import type { Case } from "./case.js";

type Dtype = "float32" | "int32" | "bool";
type Op = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor | tf.Tensor[];

/** Shapes: a scalar, one element, a vector, several axes, and an empty tensor. */
const shapes = [[], [1], [5], [2, 3], [2, 1, 3], [0, 3], [2, 2, 2, 1, 2]];

/** Makes one graph of a function at two tensors of each dtype and shape. */
function at(name: string, op: Op, dtypes: readonly Dtype[], rank = 0): Case {
  const pairs = dtypes.flatMap((dtype) =>
    shapes.filter(({ length }) => length >= rank).map((shape) => [dtype, shape] as const),
  );
  const inputs = pairs.flatMap(([dtype, shape], i) =>
    [1, 2].map((seed) => {
      const numbers = generic(shape, { from: -4, to: 4, seed });
      const bools = tf.cast(tf.greater(numbers, 0), dtype);
      return [`${"xy"[seed - 1]}${i}`, tf.keep(dtype === "bool" ? bools : tf.cast(numbers, dtype))];
    }),
  );
  const f = (tensors: Tensors): tf.Tensor[] =>
    pairs.flatMap((_, i) => [op(tensors[`x${i}`]!, tensors[`y${i}`]!)].flat());
  return [
    `${name} of ${dtypes.join(", ")}`,
    f,
    Object.fromEntries(inputs),
    { isDifferentiable: false },
  ];
}

const functions = tf as unknown as Readonly<Record<string, Op>>;
const named = (dtypes: readonly Dtype[], names: string): Case[] =>
  names.split(" ").map((name) => at(name, functions[name]!, dtypes));
const unary = (dtypes: readonly Dtype[], names: string): Case[] =>
  names.split(" ").map((name) => at(name, (x) => functions[name]!(x, undefined!), dtypes));

const numbers = ["float32", "int32"] as const;
const all = ["float32", "int32", "bool"] as const;
const bounds = (f: (size: number) => [number, number]) => (x: tf.Tensor) => x.shape.map(f);

export const typeCases: readonly Case[] = [
  ...unary(["float32"], "cos elu sigmoid sin tan tanh ceil floor exp"),
  ...unary(
    numbers,
    "abs asinh atan leakyRelu neg relu relu6 round selu sign sinh square softplus step",
  ),
  ...unary(["int32"], "erf exp expm1 logSumExp"),
  ...unary(all, "clone isFinite isInf isNaN mean onesLike prod sum zerosLike"),
  ...unary(["bool"], "all any exp logicalNot"),
  ...named(numbers, "add floorDiv mod mul squaredDifference sub atan2 prelu"),
  ...named(all, "equal greater greaterEqual less lessEqual maximum minimum notEqual"),
  ...named(["bool"], "floorDiv logicalAnd logicalOr logicalXor"),
  at("clipByValue", (x) => tf.clipByValue(x, -1, 2), numbers),
  at("addN", (x, y) => tf.addN([x, y, x]), numbers),
  at("max and min", (x) => [tf.max(x, -1), tf.min(x, 0, true)], all, 1),
  at("sums and products along axes", (x) => [tf.sum(x, -1), tf.prod(x, 0, true)], all, 1),
  at("means along axes", (x) => [tf.mean(x, -1), tf.mean(x, 0)], all, 1),
  at("argMax and argMin", (x) => [tf.argMax(x, -1), tf.argMin(x, 0)], all, 1),
  at("cumsum", (x) => [tf.cumsum(x, 0), tf.cumsum(x, 0, true, true)], all, 1),
  at("cumprod", (x) => [tf.cumprod(x, 0), tf.cumprod(x, 0, true, true)], all, 1),
  at("topk", (x) => [tf.topk(x, 1).values, tf.topk(x, 1).indices], numbers, 1),
  at(
    "casts",
    (x) => (["float32", "int32", "bool"] as const).map((dtype) => tf.cast(x, dtype)),
    all,
  ),
  at("where", (x, y) => tf.where(tf.cast(x, "bool"), x, y), all),
  at("concat", (x, y) => tf.concat([x, y, x], 0), all, 1),
  at("stack and unstack", (x, y) => tf.unstack(tf.stack([x, y], -1), -1), all),
  at(
    "tile",
    (x) =>
      tf.tile(
        x,
        x.shape.map(() => 2),
      ),
    all,
    1,
  ),
  at("pad", (x) => tf.pad(x, bounds(() => [1, 2])(x)), all, 1),
  at("mirrorPad", (x) => tf.mirrorPad(x, bounds((size) => [size, 0])(x), "symmetric"), all, 1),
  at("transpose", (x) => tf.transpose(x), all),
  at("reverse", (x) => tf.reverse(x), all, 1),
  at(
    "slice",
    (x) =>
      tf.slice(
        x,
        x.shape.map(() => 0),
        x.shape.map((size) => Math.min(size, 2)),
      ),
    all,
    1,
  ),
  at(
    "stridedSlice",
    (x) =>
      tf.stridedSlice(
        x,
        x.shape.map(() => 0),
        x.shape,
        x.shape.map(() => 2),
      ),
    all,
    1,
  ),
  at("reshapes", (x) => [tf.expandDims(x, 0), tf.reshape(x, [-1]), tf.squeeze(x)], all),
  at("broadcastTo", (x) => tf.broadcastTo(x, [2, ...x.shape]), all),
  at("diag", (x) => tf.diag(x), all),
  at("oneHot", (x) => tf.oneHot(tf.cast(x, "int32"), 4), all),
  at("matMul", (x, y) => [tf.matMul(x, y, false, true), tf.matMul(x, y, true)], numbers, 2),
];
