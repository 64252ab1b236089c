import type {
  ArgMaxAttrs,
  CumprodAttrs,
  CumsumAttrs,
  LogSoftmaxAttrs,
  MaxAttrs,
  SoftmaxAttrs,
  SumAttrs,
  TopKAttrs,
} from "@tensorflow/tfjs-core";
import { sizeOf } from "../broadcast-shape.js";
import type { Dtype, Value } from "../graph.js";
import { axisOfImages, channelsLast, imagesOf } from "../layout.js";
import type { Operators } from "../operators.js";
import { type Lowering, type Lowerings, positiveAxes, type Unary } from "./lowering.js";

type ReduceAttrs = Partial<SumAttrs> & Partial<MaxAttrs>;

/** In ONNX opset 17, sums take their axes as an input, and other reductions as an attribute. */
const reduce =
  (op: string, dtype?: Dtype): Lowering =>
  (o, { x }: Unary, { axis, reductionIndices, keepDims }: ReduceAttrs) => {
    const all = x.shape.map((_, i) => i);
    const axes = positiveAxes(axis ?? reductionIndices ?? all, x.shape.length);
    return reduceAxes(o, op, o.cast(x, dtype ?? x.dtype), axes, keepDims === true, x.dtype);
  };

function reduceAxes(
  o: Operators,
  op: string,
  x: Value,
  axes: readonly number[],
  keepDims: boolean,
  dtype: Dtype,
): Value {
  if (axes.length === 0) return o.cast(x, dtype);
  // int32 sums and products of ORT saturate at the largest integer; those of tfjs wrap around.
  if (x.dtype === "int32" && (op === "ReduceSum" || op === "ReduceProd")) {
    return o.cast(reduceAxes(o, op, o.cast(x, "int64"), axes, keepDims, "int64"), dtype);
  }
  const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
  const shape = kept.filter((_, i) => keepDims || !axes.includes(i));
  // Axes of size 1 need no reduction.
  if (axes.every((axis) => x.shape[axis] === 1)) return o.cast(o.reshape(x, shape), dtype);
  // tfjs has these values for empty reductions; those of ORT differ.
  if (sizeOf(x.shape) === 0 && op !== "ReduceSum" && op !== "ReduceProd") {
    const isFloat = dtype === "float32" && op !== "ReduceMean";
    return o.expand(o.scalar(isFloat ? Number.NaN : 0, dtype), shape);
  }
  const images = imagesOf(x);
  if (images) {
    const places = x.shape.map((_, axis) => axisOfImages(axis, x.shape.length));
    const inner = axes.map((axis) => places[axis]!);
    const result = reduceAxes(o, op, images, inner, keepDims, dtype);
    if (keepDims) return channelsLast(o, result);
    const left = places.filter((_, axis) => !axes.includes(axis));
    const order = left.toSorted((a, b) => a - b);
    return o.transpose(
      result,
      left.map((place) => order.indexOf(place)),
    );
  }
  // ORT sums the rows of a matrix faster as a matrix product.
  if (op === "ReduceSum" && x.dtype === "float32" && isColumnSum(x.shape, axes)) {
    const ones = o.expand(o.scalar(1, x.dtype), [x.shape[0]!]);
    const row = o.op("MatMul", [ones, x], { shape: [x.shape[1]!], dtype: x.dtype });
    return o.cast(o.reshape(row, shape), dtype);
  }
  const keepdims = keepDims ? 1 : 0;
  const type = { shape, dtype: x.dtype };
  const reduced =
    op === "ReduceSum"
      ? o.op(op, [x, o.ints(axes)], type, { keepdims })
      : o.op(op, [x], type, { axes, keepdims });
  return o.cast(reduced, dtype);
}

function isColumnSum(shape: readonly number[], axes: readonly number[]): boolean {
  return shape.length === 2 && axes.length === 1 && axes[0] === 0 && sizeOf(shape) > 0;
}

const position =
  (op: string): Lowering =>
  (o, { x }: Unary, { axis }: ArgMaxAttrs) => {
    const [along] = positiveAxes(axis, x.shape.length) as [number];
    const shape = x.shape.filter((_, i) => i !== along);
    if (sizeOf(x.shape) === 0) return o.expand(o.scalar(0, "int32"), shape);
    const type = { shape, dtype: "int64" } as const;
    return o.cast(o.op(op, [x], type, { axis: along, keepdims: 0 }), "int32");
  };

export const reduceLowerings: Lowerings = {
  // ONNX reduces numbers only: any and all of booleans are their maximum and minimum.
  All: reduce("ReduceMin", "int32"),
  Any: reduce("ReduceMax", "int32"),
  Max: reduce("ReduceMax"),
  Mean: reduce("ReduceMean"),
  Min: reduce("ReduceMin"),
  Prod: reduce("ReduceProd"),
  Sum: reduce("ReduceSum"),
  ArgMax: position("ArgMax"),
  ArgMin: position("ArgMin"),

  Cumsum: (o, { x }: Unary, { axis, exclusive, reverse }: CumsumAttrs) => {
    const [along] = positiveAxes(axis, x.shape.length) as [number];
    const flags = { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 };
    if (x.shape.length === 0) return exclusive ? o.scalar(0, x.dtype) : x;
    return o.op("CumSum", [x, o.scalar(along, "int64")], x, flags);
  },

  // ONNX has no cumulative product. Doubling the number of factors at each step needs few steps.
  Cumprod: (o, input: Unary, { axis, exclusive, reverse }: CumprodAttrs) => {
    const x = input.x.dtype === "bool" ? o.cast(input.x, "int32") : input.x;
    const [along] = positiveAxes(axis, x.shape.length) as [number];
    let product = exclusive ? shifted(o, x, along, 1, reverse) : x;
    for (let step = 1; step < x.shape[along]!; step *= 2) {
      product = o.elementwise("Mul", [product, shifted(o, product, along, step, reverse)]);
    }
    return product;
  },

  Softmax: (o, { logits }: { readonly logits: Value }, { dim }: SoftmaxAttrs) =>
    o.op("Softmax", [logits], logits, { axis: dim }),
  LogSoftmax: (o, { logits }: { readonly logits: Value }, { axis }: LogSoftmaxAttrs) =>
    o.op("LogSoftmax", [logits], logits, { axis }),

  TopK: (o, { x }: Unary, { k, sorted }: TopKAttrs) => {
    const shape = [...x.shape.slice(0, -1), k];
    const types = [
      { shape, dtype: x.dtype },
      { shape, dtype: "int64" },
    ] as const;
    const [values, indices] = o.ops("TopK", [x, o.ints([k])], types, {
      axis: -1,
      sorted: sorted ? 1 : 0,
    });
    return [values!, o.cast(indices!, "int32")];
  },
};

/** Shifts x along an axis and fills with ones. */
function shifted(o: Operators, x: Value, axis: number, step: number, isReversed: boolean): Value {
  const size = x.shape[axis]!;
  const count = Math.min(step, size);
  const ones = o.expand(o.scalar(1, x.dtype), x.shape.with(axis, count));
  const begin = x.shape.map((_, i) => (i === axis && isReversed ? count : 0));
  const end = x.shape.map((n, i) => (i === axis && !isReversed ? n - count : n));
  const rest = o.slice(x, begin, end);
  return o.concat(isReversed ? [rest, ones] : [ones, rest], axis);
}
