import type {
  ConcatAttrs,
  ExpandDimsAttrs,
  FillAttrs,
  LinSpaceAttrs,
  MirrorPadAttrs,
  OneHotAttrs,
  PackAttrs,
  PadV2Attrs,
  RangeAttrs,
  ReshapeAttrs,
  ReverseAttrs,
  SliceAttrs,
  SplitVAttrs,
  StridedSliceAttrs,
  TileAttrs,
  TransposeAttrs,
  UnpackAttrs,
} from "@tensorflow/tfjs-core";
import { backend_util, slice_util } from "@tensorflow/tfjs-core";
import { sizeOf } from "../broadcast-shape.js";
import { elements } from "../create-operators.js";
import type { Dtype, Value } from "../graph.js";
import type { Operators } from "../operators.js";
import { type Lowerings, positiveAxes, type Unary } from "./lowering.js";
import { pad } from "./pad.js";

export const shapeLowerings: Lowerings = {
  Reshape: (o, { x }: Unary, { shape }: ReshapeAttrs) => {
    const known = sizeOf(shape.filter((size) => size !== -1));
    return o.reshape(
      x,
      shape.map((size) => (size === -1 ? sizeOf(x.shape) / known : size)),
    );
  },

  ExpandDims: (o, input: { readonly input: Value }, { dim }: ExpandDimsAttrs) => {
    const shape = [...input.input.shape];
    shape.splice(dim < 0 ? shape.length + dim + 1 : dim, 0, 1);
    return o.reshape(input.input, shape);
  },

  Transpose: (o, { x }: Unary, { perm }: TransposeAttrs) => o.transpose(x, perm),

  Concat: (o, inputs: readonly Value[], { axis }: ConcatAttrs) => {
    const filled = inputs.filter(({ shape }) => sizeOf(shape) > 0);
    const [along] = positiveAxes(axis, inputs[0]!.shape.length) as [number];
    return filled.length === 0 ? inputs[0]! : o.concat(filled, along);
  },

  Pack: (o, inputs: readonly Value[], { axis }: PackAttrs) => {
    const [along] = positiveAxes(axis, inputs[0]!.shape.length + 1) as [number];
    return o.concat(
      inputs.map((x) => o.reshape(x, inserted(x.shape, along))),
      along,
    );
  },

  Unpack: (o, { value }: { readonly value: Value }, { axis }: UnpackAttrs) => {
    const [along] = positiveAxes(axis, value.shape.length) as [number];
    const shape = value.shape.filter((_, i) => i !== along);
    const ones = Array.from({ length: value.shape[along]! }, () => 1);
    return split(o, value, ones, along).map((part) => o.reshape(part, shape));
  },

  SplitV: (o, { x }: Unary, { numOrSizeSplits, axis }: SplitVAttrs) => {
    const [along] = positiveAxes(axis, x.shape.length) as [number];
    // tfjs accepts a count, sizes, or one size of −1; its helper resolves them.
    const shape = { shape: [...x.shape] } as Parameters<typeof backend_util.prepareSplitSize>[0];
    return split(o, x, backend_util.prepareSplitSize(shape, numOrSizeSplits, along), along);
  },

  Slice: (o, { x }: Unary, { begin, size }: SliceAttrs) => {
    const from = x.shape.map((_, i) => [begin].flat()[i] ?? 0);
    const sizes = x.shape.map((_, i) => [size].flat()[i] ?? -1);
    const to = sizes.map((s, i) => (s === -1 ? x.shape[i]! : from[i]! + s));
    return o.slice(x, from, to);
  },

  StridedSlice: (o, { x }: Unary, attrs: StridedSliceAttrs) => {
    const info = slice_util.sliceInfo(
      [...x.shape],
      attrs.begin,
      attrs.end,
      attrs.strides,
      attrs.beginMask,
      attrs.endMask,
      attrs.ellipsisMask,
      attrs.newAxisMask,
      attrs.shrinkAxisMask,
    );
    return o.reshape(o.slice(x, info.begin, info.end, info.strides), info.finalShape);
  },

  Reverse: (o, { x }: Unary, { dims }: Partial<ReverseAttrs>) => {
    const flipped = positiveAxes(dims ?? [...x.shape.keys()], x.shape.length);
    const flips = x.shape.map((size, i) => flipped.includes(i) && size > 1);
    return o.slice(
      x,
      x.shape.map((size, i) => (flips[i] ? size - 1 : 0)),
      x.shape.map((size, i) => (flips[i] ? -1 : size)),
      flips.map((flip) => (flip ? -1 : 1)),
    );
  },

  PadV2: (o, { x }: Unary, { paddings, constantValue }: PadV2Attrs) =>
    pad(o, x, paddings, constantValue),
  MirrorPad: (o, { x }: Unary, { paddings, mode }: MirrorPadAttrs) => {
    if (mode === "reflect") return pad(o, x, paddings, "reflect");
    // ONNX opset 17 has no symmetric padding, which repeats the edge.
    return x.shape.reduce((y, size, axis) => {
      const [before, after] = paddings[axis]!;
      const left = Array.from({ length: before }, (_, i) => before - 1 - i);
      const right = Array.from({ length: after }, (_, i) => size - 1 - i);
      return o.gather(y, o.ints([...left, ...Array(size).keys(), ...right]), axis);
    }, x);
  },

  // tfjs broadcasts by tiling axes of size 1.
  Tile: (o, { x }: Unary, { reps }: TileAttrs) => {
    const shape = x.shape.map((size, i) => size * reps[i]!);
    const broadcasts = reps.every((rep, i) => rep === 1 || x.shape[i] === 1);
    if (broadcasts) return o.expand(x, shape);
    return o.op("Tile", [x, o.ints(reps)], { shape, dtype: x.dtype });
  },

  Fill: (o, _: unknown, { shape, value, dtype }: FillAttrs) =>
    o.expand(o.scalar(Number(value), dtype as Dtype), shape),
  Range: (o, _: unknown, { start, stop, step, dtype }: RangeAttrs) => {
    const length = Math.max(0, Math.ceil((stop - start) / step));
    return vector(
      o,
      Array.from({ length }, (_, i) => start + i * step),
      dtype,
    );
  },
  LinSpace: (o, _: unknown, { start, stop, num }: LinSpaceAttrs) => {
    const step = (stop - start) / Math.max(1, num - 1);
    return vector(
      o,
      Array.from({ length: num }, (_, i) => start + i * step),
      "float32",
    );
  },

  OneHot: (
    o,
    { indices }: { readonly indices: Value },
    { depth, dtype, onValue, offValue }: OneHotAttrs,
  ) => {
    const classes = vector(o, [...Array(depth).keys()], "int32");
    const column = o.reshape(indices, [...indices.shape, 1]);
    const hot = o.elementwise("Equal", [o.cast(column, "int32"), classes], "bool");
    if (onValue === 1 && offValue === 0) return o.cast(hot, dtype as Dtype);
    return o.where(hot, o.scalar(onValue, dtype as Dtype), o.scalar(offValue, dtype as Dtype));
  },
};

function vector(o: Operators, list: readonly number[], dtype: string): Value {
  const type = { shape: [list.length], dtype: dtype as Dtype };
  return o.constant(elements(list, type.dtype), type);
}

function inserted(shape: readonly number[], axis: number): number[] {
  return [...shape.slice(0, axis), 1, ...shape.slice(axis)];
}

function split(o: Operators, x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  if (sizes.length === 1) return [x];
  const types = sizes.map((size) => ({ shape: x.shape.with(axis, size), dtype: x.dtype }));
  return o.ops("Split", [x, o.ints(sizes)], types, { axis });
}
