import type {
  BincountAttrs,
  BincountInputs,
  BroadcastArgsInputs,
  DenseBincountAttrs,
  SearchSortedAttrs,
  SearchSortedInputs,
  SparseToDenseAttrs,
  SparseToDenseInputs,
  TensorScatterUpdateInputs,
} from "@tensorflow/tfjs-core";
import { sizeOf } from "../broadcast-shape.js";
import { elements } from "../create-operators.js";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";
import type { Lowerings } from "./lowering.js";

type Counted = Record<keyof BincountInputs, Value>;

export const countLowerings: Lowerings = {
  Bincount: (o, { x, weights }: Counted, { size }: BincountAttrs) =>
    o.reshape(counts(o, rowOf(o, x), weights, size), [size]),

  DenseBincount: (o, { x, weights }: Counted, { size, binaryOutput }: DenseBincountAttrs) => {
    const count = counts(o, rowOf(o, x), weights, size, binaryOutput);
    return x.shape.length === 2 ? count : o.reshape(count, [size]);
  },

  // The number of smaller values is the position of a value among the sorted ones.
  SearchSorted: (
    o,
    { sortedSequence, values }: Record<keyof SearchSortedInputs, Value>,
    { side }: SearchSortedAttrs,
  ) => {
    const [rows, length] = sortedSequence.shape as [number, number];
    const each = o.reshape(values, [...values.shape, 1]);
    const sequence = o.reshape(sortedSequence, [rows, 1, length]);
    const isBefore = o.elementwise(
      side === "left" ? "Less" : "LessOrEqual",
      [sequence, each],
      "bool",
    );
    return sum(o, o.cast(isBefore, "int32"), 2);
  },

  BroadcastArgs: (o, { s0, s1 }: Record<keyof BroadcastArgsInputs, Value>) => {
    const rank = Math.max(s0.shape[0]!, s1.shape[0]!);
    const ones = (count: number): Value => o.expand(o.scalar(1, "int32"), [count]);
    const [a, b] = [s0, s1].map((s) => {
      const missing = rank - s.shape[0]!;
      return missing === 0 ? s : o.concat([ones(missing), s], 0);
    }) as [Value, Value];
    return o.where(o.elementwise("Equal", [a, o.scalar(1, "int32")], "bool"), b, a);
  },

  SparseToDense: (
    o,
    { sparseIndices, sparseValues, defaultValue }: Record<keyof SparseToDenseInputs, Value>,
    { outputShape }: SparseToDenseAttrs,
  ) => scatter(o, o.expand(o.reshape(defaultValue, []), outputShape), sparseIndices, sparseValues),

  TensorScatterUpdate: (
    o,
    { tensor, indices, updates }: Record<keyof TensorScatterUpdateInputs, Value>,
  ) => scatter(o, tensor, indices, updates),
};

function rowOf(o: Operators, x: Value): Value {
  return x.shape.length === 2 ? x : o.reshape(x, [1, sizeOf(x.shape)]);
}

/** Counts each number in each row, or sums its weights. Shape [rows, size]. */
function counts(o: Operators, x: Value, weights: Value, size: number, isBinary = false): Value {
  const [rows, length] = x.shape as [number, number];
  const numbers = o.constant(elements([...Array(size).keys()], "int32"), {
    shape: [size],
    dtype: "int32",
  });
  const is = o.elementwise("Equal", [o.reshape(x, [rows, length, 1]), numbers], "bool");
  const ones = o.cast(is, weights.dtype);
  if (isBinary) {
    const type = { shape: [rows, size], dtype: weights.dtype };
    return o.op("ReduceMax", [ones], type, { axes: [1], keepdims: 0 });
  }
  if (sizeOf(weights.shape) === 0) return sum(o, ones, 1);
  return sum(o, o.elementwise("Mul", [ones, o.reshape(weights, [rows, length, 1])]), 1);
}

function sum(o: Operators, x: Value, axis: number): Value {
  // int32 sums of ORT saturate at the largest integer; those of tfjs wrap around.
  const dtype = x.dtype === "int32" ? "int64" : x.dtype;
  const type = { shape: x.shape.toSpliced(axis, 1), dtype };
  const total = o.op("ReduceSum", [o.cast(x, dtype), o.ints([axis])], type, { keepdims: 0 });
  return o.cast(total, x.dtype);
}

/** Replaces slices of x. For repeated indices tfjs takes the last; ONNX does not specify it. */
function scatter(o: Operators, x: Value, indices: Value, updates: Value): Value {
  const depth = indices.shape.length > 1 ? indices.shape.at(-1)! : 1;
  const at = o.reshape(indices, [sizeOf(indices.shape) / depth, depth]);
  const shape = [at.shape[0]!, ...x.shape.slice(depth)];
  const slices = sizeOf(updates.shape) === 1 ? o.expand(o.reshape(updates, []), shape) : updates;
  return o.op("ScatterND", [x, o.cast(at, "int64"), o.reshape(slices, shape)], x);
}
