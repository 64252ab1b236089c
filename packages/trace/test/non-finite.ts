import * as tf from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { encodeModel, trace } from "../src/index.js";

type Ops = Readonly<Record<string, (...xs: tf.Tensor[]) => tf.Tensor>>;

/** A point at which a traced function differs from eager tfjs. */
export interface Difference {
  readonly op: string;
  readonly at: readonly (readonly number[])[];
  readonly eager: readonly number[];
  readonly traced: readonly number[];
}

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const special = [nan, inf, -inf, 0, -0, 1, -1, 0.5, -2, 3.5, 1e38, -1e38, 1e-38];

const unary: Ops = {
  ...named(
    "abs acos acosh asin asinh atan atanh ceil cos cosh elu erf exp expm1 floor isFinite isInf isNaN leakyRelu log log1p neg onesLike reciprocal relu relu6 round rsqrt selu sigmoid sign sin sinh softplus sqrt square step tan tanh zerosLike logSigmoid",
  ),
  "clipByValue to [−2, 3]": (x) => tf.clipByValue(x, -2, 3),
  "cast to bool": (x) => tf.cast(x, "bool"),
  "cast to int32": (x) => tf.cast(x, "int32"),
  "less than 0.5, as a number": (x) => tf.cast(tf.less(x, 0.5), "float32"),
  "step of slope 0.5": (x) => tf.step(x, 0.5),
};

const binary: Ops = {
  ...named(
    "add atan2 div divNoNan equal greater greaterEqual less lessEqual maximum minimum mod mul notEqual pow prelu squaredDifference sub",
  ),
  where: (x, y) => tf.where(tf.greater(x, 0), x, y),
};

const reductions: Ops = Object.fromEntries(
  "sum mean max min prod logSumExp argMax argMin cumsum cumprod softmax logSoftmax"
    .split(" ")
    .map((name) => [
      name,
      (x: tf.Tensor) =>
        (tf as unknown as Record<string, (x: tf.Tensor, axis: number) => tf.Tensor>)[name]!(x, 1),
    ]),
);
const windows: Ops = {
  "topk, values": (x) => tf.topk(x, 2).values,
  maxPool: (x) => tf.maxPool(tf.reshape(x, [-1, 1, 3, 1]) as tf.Tensor4D, [1, 3], 1, "valid"),
  avgPool: (x) => tf.avgPool(tf.reshape(x, [-1, 1, 3, 1]) as tf.Tensor4D, [1, 3], 1, "valid"),
  dilation2d: (x) =>
    tf.dilation2d(
      tf.reshape(x, [-1, 1, 3, 1]) as tf.Tensor4D,
      tf.zeros<tf.Rank.R3>([1, 3, 1]),
      1,
      "valid",
    ),
};
const rows = [
  [nan, 1, 2],
  [1, nan, 2],
  [1, 2, nan],
  [nan, nan, nan],
  [inf, 1, 2],
  [1, -inf, 2],
  [inf, 1, -inf],
  [-inf, -inf, -inf],
  [inf, inf, inf],
  [0, inf, 1],
  [nan, inf, 1],
  [-inf, 2, nan],
];

/** Lists the differences of all elementwise functions and reductions at special values. */
export async function nonFiniteDifferences(): Promise<Difference[]> {
  const pairs = special.flatMap((a) => special.map((b) => [a, b] as const));
  return [
    ...(await differences(unary, [tf.tensor1d(special)])),
    ...(await differences(binary, [
      tf.tensor1d(pairs.map(([a]) => a)),
      tf.tensor1d(pairs.map(([, b]) => b)),
    ])),
    ...(await differences({ ...reductions, ...windows }, [tf.tensor2d(rows)])),
  ];
}

async function differences(ops: Ops, xs: readonly tf.Tensor[]): Promise<Difference[]> {
  const inputs = Object.fromEntries(xs.map((x, i) => [`x${i}`, x]));
  const f = (at: Record<string, tf.Tensor>): Record<string, tf.Tensor> =>
    Object.fromEntries(Object.entries(ops).map(([name, op]) => [name, op(...Object.values(at))]));
  const session = await InferenceSession.create(encodeModel(trace(f, inputs)), {
    logSeverityLevel: 3,
  });
  const feeds = Object.entries(inputs).map(([name, x]) => [
    name,
    new Tensor("float32", x.dataSync<"float32">(), x.shape),
  ]);
  const traced = await session.run(Object.fromEntries(feeds));
  await session.release();

  const lines = xs[0]!.shape[0];
  const line = (values: ArrayLike<number>, i: number): number[] => {
    const width = values.length / lines;
    return Array.from(values).slice(i * width, (i + 1) * width);
  };
  return Object.entries(f(inputs)).flatMap(([op, y]) =>
    Array.from({ length: lines }, (_, i) => ({
      op,
      at: xs.map((x) => line(x.dataSync(), i)),
      eager: line(y.dataSync(), i),
      traced: line(traced[op]!.data as ArrayLike<number>, i),
    })).filter(({ eager, traced }) => !eager.every((x, i) => isSame(x, traced[i]!))),
  );
}

function isSame(a: number, b: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-5 * Math.abs(b) + 1e-5;
}

function named(names: string): Ops {
  const all = tf as unknown as Ops;
  return Object.fromEntries(names.split(" ").map((name) => [name, all[name]!]));
}
