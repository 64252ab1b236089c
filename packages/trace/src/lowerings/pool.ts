import { EbmError } from "@ebm/core";
import type {
  AvgPool3DAttrs,
  AvgPoolAttrs,
  MaxPoolGradInputs,
  MaxPoolWithArgmaxAttrs,
} from "@tensorflow/tfjs-core";
import { backend_util } from "@tensorflow/tfjs-core";
import { sizeOf } from "../broadcast-shape.js";
import type { Attributes, Dtype, Type, Value } from "../graph.js";
import { channelsFirst, channelsLast } from "../layout.js";
import type { Operators } from "../operators.js";
import type { Lowering, Lowerings, Unary } from "./lowering.js";
import { attributesOf, cropped, padded, spread, type Window, windowOf } from "./window.js";

type PoolAttrs = AvgPoolAttrs | AvgPool3DAttrs;
type Gradient = Record<Exclude<keyof MaxPoolGradInputs, "output">, Value>;

export const poolLowerings: Lowerings = {
  AvgPool: avgPool(),
  AvgPool3D: avgPool(),
  MaxPool: maxPool(),
  MaxPool3D: maxPool(),
  AvgPoolGrad: avgPoolGrad(),
  AvgPool3DGrad: avgPoolGrad(),
  MaxPoolGrad: maxPoolGrad(),
  MaxPool3DGrad: maxPoolGrad(),

  MaxPoolWithArgmax: (o, { x }: Unary, attrs: MaxPoolWithArgmaxAttrs) => {
    const window = windowOfPool(x.shape, attrs);
    const { pooled, indices, image } = maxWithIndices(o, x, window);
    const [, channels, height, width] = image.shape as [number, number, number, number];
    const [rows, columns] = window.size as [number, number];
    const times = (x: Value, n: number): Value => o.elementwise("Mul", [x, o.scalar(n, "int64")]);
    const div = (x: Value, n: number): Value => o.elementwise("Div", [x, o.scalar(n, "int64")]);
    const mod = (x: Value, n: number): Value => o.elementwise("Mod", [x, o.scalar(n, "int64")]);
    const plus = (x: Value, y: Value): Value => o.elementwise("Add", [x, y]);
    // ONNX's index is ((batch·channels + channel)·height + row)·width + column in the part that the
    // windows cover; tfjs's is (row·columns + column)·channels + channel in the whole image.
    const seen = mod(indices, height * width);
    const pixel = plus(times(div(seen, width), columns), mod(seen, width));
    const list = o.ints(Array.from({ length: channels }, (_, i) => i));
    const index = plus(times(pixel, channels), o.reshape(list, [1, channels, 1, 1]));
    const batch = times(div(indices, channels * height * width), rows * columns * channels);
    const flat = attrs.includeBatchInIndex ? plus(batch, index) : index;
    return [channelsLast(o, o.cast(pooled, x.dtype)), o.cast(channelsLast(o, flat), "int32")];
  },
};

function windowOfPool(inShape: readonly number[], attrs: Partial<PoolAttrs>): Window {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const compute =
    inShape.length === 5 ? backend_util.computePool3DInfo : backend_util.computePool2DInfo;
  const info = compute(
    inShape as never,
    filterSize as never,
    strides as never,
    1 as never,
    pad as never,
    dimRoundingMode,
  );
  const window = windowOf(info);
  const { filter, before, after } = window;
  if (filter.some((size, i) => before[i]! >= size || after[i]! >= size)) {
    const reach = Math.max(...before, ...after);
    throw new EbmError(
      `trace: a pool of windows [${filter.join(", ")}] is padded by ${reach}, expected less than ` +
        "a window: one would see nothing of the image.",
    );
  }
  return window;
}

function typeOf(x: Value, { out }: Window, dtype: Dtype = x.dtype): Type {
  return { shape: [...x.shape.slice(0, 2), ...out], dtype };
}

function avgPool(): Lowering {
  return (o, { x }: Unary, attrs: PoolAttrs) => {
    const window = windowOfPool(x.shape, attrs);
    const image = cropped(o, channelsFirst(o, o.cast(x, "float32")), window);
    const mean = o.op("AveragePool", [image], typeOf(image, window), poolOf(window));
    return o.cast(channelsLast(o, mean), x.dtype);
  };
}

/** Refuses dilated average pooling, which neither ONNX opset 17 nor tfjs has. */
function poolOf(window: Window): Attributes {
  const { dilations: _, ...attributes } = attributesOf(window);
  return attributes;
}

/** Returns 1 divided by the number of image entries in each window. */
function shares(o: Operators, window: Window): Value {
  const counts = window.out.map((n, axis) =>
    Array.from({ length: n }, (_, i) => {
      const start = i * window.strides[axis]! - window.before[axis]!;
      const end = Math.min(start + window.filter[axis]!, window.size[axis]!);
      return end - Math.max(start, 0);
    }),
  );
  const products = counts.reduce((all, axis) => all.flatMap((a) => axis.map((b) => a * b)), [1]);
  const data = Float32Array.from(products, (count) => 1 / count);
  return o.constant(data, { shape: [1, 1, ...window.out], dtype: "float32" });
}

function maxPool(): Lowering {
  return (o, { x }: Unary, attrs: PoolAttrs) => {
    const window = windowOfPool(x.shape, attrs);
    const image = cropped(o, channelsFirst(o, o.cast(x, "float32")), window);
    const pooled = o.op("MaxPool", [image], typeOf(image, window), attributesOf(window));
    return o.cast(channelsLast(o, pooled), x.dtype);
  };
}

/** Returns the largest entries and their indices in the covered part, channels first. */
function maxWithIndices(
  o: Operators,
  x: Value,
  window: Window,
): Record<"pooled" | "indices" | "image", Value> {
  const image = cropped(o, channelsFirst(o, o.cast(x, "float32")), window);
  const types = [typeOf(image, window), typeOf(image, window, "int64")];
  // The default, spelled out: a node with indices differs from one without.
  const attributes = { ...attributesOf(window), storage_order: 0 };
  const [pooled, indices] = o.ops("MaxPool", [image], types, attributes) as [Value, Value];
  return { pooled, indices, image };
}

// Every entry of a window has the same share of its mean.
function avgPoolGrad(): Lowering {
  return (o, { dy, input }: Gradient, attrs: PoolAttrs) => {
    const window = windowOfPool(input.shape, attrs);
    const [batch, channels] = [input.shape[0]!, input.shape.at(-1)!];
    const share = o.elementwise("Mul", [channelsFirst(o, dy), shares(o, window)]);
    // The channels are treated as separate images, so the filter is all ones.
    const flat = o.reshape(share, [batch * channels, 1, ...window.out]);
    const ones = o.expand(o.scalar(1, "float32"), [1, 1, ...window.filter]);
    const dx = spread(o, flat, ones, window);
    return channelsLast(o, o.reshape(dx, [batch, channels, ...window.size]));
  };
}

// The largest entry gets all of it.
function maxPoolGrad(): Lowering {
  return (o, { dy, input }: Gradient, attrs: PoolAttrs) => {
    const window = windowOfPool(input.shape, attrs);
    const { indices, image } = maxWithIndices(o, input, window);
    const size = sizeOf(image.shape);
    const zeros = o.expand(o.scalar(0, "float32"), [size]);
    const flat = (y: Value): Value => o.reshape(y, [sizeOf(y.shape)]);
    const sums = o.op(
      "ScatterElements",
      [zeros, flat(indices), flat(channelsFirst(o, dy))],
      zeros,
      { axis: 0, reduction: "add" },
    );
    return channelsLast(o, uncropped(o, o.reshape(sums, image.shape), window));
  };
}

/** Restores the size that images had before they were cropped. */
function uncropped(o: Operators, image: Value, { size, before }: Window): Value {
  const low = before.map((pad) => Math.max(-pad, 0));
  const high = size.map((n, i) => n - image.shape[i + 2]! - low[i]!);
  return padded(o, image, low, high, [2, 0]);
}
