import { ShapeError } from "@ebm/core";
import type {
  _FusedMatMulAttrs,
  BatchMatMulAttrs,
  EinsumAttrs,
  GatherV2Attrs,
  UnsortedSegmentSumAttrs,
} from "@tensorflow/tfjs-core";
import { backend_util } from "@tensorflow/tfjs-core";
import { broadcastShape, sizeOf } from "../broadcast-shape.js";
import { splatOf } from "../create-operators.js";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";
import { activate } from "./activate.js";
import { type Binary, type Lowerings, positiveAxes, type Unary } from "./lowering.js";

interface FusedInputs extends Binary {
  readonly bias?: Value;
  readonly preluActivationWeights?: Value;
}

export const linearLowerings: Lowerings = {
  BatchMatMul: (o, { a, b }: Binary, attrs: BatchMatMulAttrs) => matMul(o, a, b, attrs),

  _FusedMatMul: (o, inputs: FusedInputs, attrs: _FusedMatMulAttrs) => {
    const { a, b, bias, preluActivationWeights: alpha } = inputs;
    const product = matMul(o, a, b, attrs);
    const x = bias ? o.elementwise("Add", [product, bias]) : product;
    return activate(o, x, { activation: attrs.activation, alpha, leak: attrs.leakyreluAlpha });
  },

  Einsum: (o, inputs: readonly Value[], { equation }: EinsumAttrs) => {
    const sizes = new Map<string, number>();
    const [terms, result] = equation.replaceAll(" ", "").split("->") as [string, string];
    for (const [i, term] of terms.split(",").entries()) {
      for (const [axis, letter] of [...term].entries()) sizes.set(letter, inputs[i]!.shape[axis]!);
    }
    const shape = [...result].map((letter) => sizes.get(letter)!);
    return o.op("Einsum", inputs, { shape, dtype: inputs[0]!.dtype }, { equation });
  },

  Diag: (o, { x }: Unary) => {
    const size = sizeOf(x.shape);
    const eye = Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) ? 0 : 1));
    const mask = o.cast(o.constant(eye, { shape: [size, size], dtype: "float32" }), "bool");
    const diagonal = o.where(mask, o.reshape(x, [size, 1]), o.scalar(0, x.dtype));
    return o.reshape(diagonal, [...x.shape, ...x.shape]);
  },

  GatherV2: (
    o,
    { x, indices }: Unary & { readonly indices: Value },
    { axis, batchDims }: GatherV2Attrs,
  ) => {
    const [along] = positiveAxes(axis, x.shape.length) as [number];
    if (batchDims === 0) return o.gather(x, indices, along);
    return gatherInBatch(o, x, indices, along, batchDims);
  },

  GatherNd: (o, { params, indices }: { readonly params: Value; readonly indices: Value }) => {
    const depth = indices.shape.at(-1)!;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    return o.op("GatherND", [params, o.cast(indices, "int64")], { shape, dtype: params.dtype });
  },

  ScatterNd: (
    o,
    { indices, updates }: { readonly indices: Value; readonly updates: Value },
    { shape }: { readonly shape: readonly number[] },
  ) => scatterAdd(o, indices, updates, shape),

  UnsortedSegmentSum: (
    o,
    { x, segmentIds }: Unary & { readonly segmentIds: Value },
    { numSegments }: UnsortedSegmentSumAttrs,
  ) => {
    const column = o.reshape(segmentIds, [...segmentIds.shape, 1]);
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    return scatterAdd(o, column, x, shape);
  },
};

function matMul(o: Operators, a: Value, b: Value, attrs: BatchMatMulAttrs): Value {
  const [left, right] = [rows(a.shape, attrs.transposeA), rows(b.shape, attrs.transposeB)];
  if (left[1] !== right[0]) {
    throw new ShapeError(
      `trace: a product of [${left.join(", ")}] and [${right.join(", ")}] matrices, expected inner sizes that are equal.`,
    );
  }
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const type = { shape: [...batch, left[0], right[1]], dtype: a.dtype };
  // A constant column times a row repeats the row.
  const splat = left[1] === 1 && batch.length === 0 ? splatOf(a) : undefined;
  if (splat) {
    const row = o.elementwise("Mul", [o.reshape(splat, []), flip(o, b, attrs.transposeB)]);
    return o.expand(row, type.shape);
  }
  // A transposed matrix times a vector equals the vector times the matrix, without a transpose.
  const isVector = { row: left[0] === 1, column: right[1] === 1 };
  const flipped = { shape: [...batch, right[1], left[0]], dtype: a.dtype };
  if ((attrs.transposeA && isVector.column) || (attrs.transposeB && isVector.row)) {
    const product = o.op(
      "MatMul",
      [flip(o, b, !attrs.transposeB), flip(o, a, !attrs.transposeA)],
      flipped,
    );
    return o.reshape(product, type.shape);
  }
  const isFlipped = attrs.transposeA || attrs.transposeB;
  if (a.shape.length === 2 && b.shape.length === 2 && isFlipped && a.dtype === "float32") {
    // Gemm multiplies a transposed matrix without moving it, but ORT has it for floats only.
    const flags = { transA: attrs.transposeA ? 1 : 0, transB: attrs.transposeB ? 1 : 0 };
    return o.op("Gemm", [a, b], type, flags);
  }
  return o.op("MatMul", [flip(o, a, attrs.transposeA), flip(o, b, attrs.transposeB)], type);
}

function flip(o: Operators, x: Value, yes: boolean): Value {
  return yes ? o.transpose(x, swapped(x)) : x;
}

function rows(shape: readonly number[], transposed: boolean): readonly [number, number] {
  const [m, n] = shape.slice(-2) as [number, number];
  return transposed ? [n, m] : [m, n];
}

function swapped({ shape }: Value): number[] {
  const axes = shape.map((_, i) => i);
  return [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
}

/** Gathers along an axis, with separate indices for each entry of the leading axes. */
function gatherInBatch(o: Operators, x: Value, at: Value, axis: number, batchDims: number): Value {
  const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
    backend_util.segment_util.collectGatherOpShapeInfo(
      { shape: [...x.shape] } as never,
      { shape: [...at.shape] } as never,
      axis,
      batchDims,
    );
  const flat = o.transpose(o.reshape(x, [batchSize, outerSize, dimSize, sliceSize]), [0, 2, 1, 3]);
  const perBatch = sizeOf(at.shape) / batchSize;
  const indices = o.cast(o.reshape(at, [batchSize, perBatch, 1]), "int64");
  const shape = [batchSize, perBatch, outerSize, sliceSize];
  const type = { shape, dtype: x.dtype };
  const gathered = o.op("GatherND", [flat, indices], type, { batch_dims: 1 });
  return o.reshape(o.transpose(gathered, [0, 2, 1, 3]), outputShape);
}

function scatterAdd(o: Operators, at: Value, updates: Value, shape: readonly number[]): Value {
  const zeros = o.expand(o.scalar(0, updates.dtype), shape);
  const type = { shape, dtype: updates.dtype };
  return o.op("ScatterND", [zeros, o.cast(at, "int64"), updates], type, { reduction: "add" });
}
