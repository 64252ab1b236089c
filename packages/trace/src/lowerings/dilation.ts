import type { Dilation2DAttrs, Dilation2DBackpropInputInputs } from "@tensorflow/tfjs-core";
import { backend_util } from "@tensorflow/tfjs-core";
import { sizeOf } from "../broadcast-shape.js";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";
import type { Lowerings } from "./lowering.js";
import { fitted, spread, type Window, windowOf } from "./window.js";

interface Inputs {
  readonly x: Value;
  readonly filter: Value;
}
type Gradient = Record<keyof Dilation2DBackpropInputInputs, Value>;

export const dilationLowerings: Lowerings = {
  Dilation2D: (o, { x, filter }: Inputs, attrs: Dilation2DAttrs) => {
    const sums = sumsOf(o, { x, filter }, windowOfDilation(x, filter, attrs));
    // The value of tfjs if a window lies outside the image.
    const least = o.scalar(Number.MIN_SAFE_INTEGER, "float32");
    const type = { shape: sums[0]!.shape, dtype: x.dtype };
    return o.op("Max", [...sums, least], type);
  },

  Dilation2DBackpropInput: (o, { x, filter, dy }: Gradient, attrs: Dilation2DAttrs) => {
    const window = windowOfDilation(x, filter, attrs);
    const [batch, , , channels] = x.shape as [number, number, number, number];
    const flows = o.transpose(flowsOf(o, { x, filter, dy }, window), [1, 4, 0, 2, 3]);
    const taps = sizeOf(window.filter);
    const flat = o.reshape(flows, [batch * channels, taps, ...window.out]);
    // A filter that is 1 at each tap puts the tap's gradient there.
    const eye = Float32Array.from({ length: taps ** 2 }, (_, i) => (i % (taps + 1) ? 0 : 1));
    const shape = [taps, 1, ...window.filter];
    const dx = spread(o, flat, o.constant(eye, { shape, dtype: "float32" }), window);
    return o.transpose(o.reshape(dx, [batch, channels, ...window.size]), [0, 2, 3, 1]);
  },

  Dilation2DBackpropFilter: (o, { x, filter, dy }: Gradient, attrs: Dilation2DAttrs) => {
    const window = windowOfDilation(x, filter, attrs);
    const flows = flowsOf(o, { x, filter, dy }, window);
    const type = { shape: [flows.shape[0]!, flows.shape[4]!], dtype: x.dtype };
    const sum = o.op("ReduceSum", [flows, o.ints([1, 2, 3])], type, { keepdims: 0 });
    return o.reshape(sum, filter.shape);
  },
};

function windowOfDilation(x: Value, filter: Value, attrs: Dilation2DAttrs): Window {
  const { strides, pad, dilations } = attrs;
  const info = backend_util.computeDilation2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number],
    strides,
    pad,
    "NHWC",
    dilations,
  );
  return windowOf(info);
}

/** Returns each entry of the filter with the image entries that it meets. */
function sumsOf(o: Operators, { x, filter }: Inputs, window: Window): readonly Value[] {
  const wide = fitted(o, x, window, Number.NEGATIVE_INFINITY);
  const [rows, columns] = window.filter as [number, number];
  const channels = x.shape[3]!;
  return Array.from({ length: rows * columns }, (_, i) => {
    const place = [Math.floor(i / columns), i % columns];
    const begin = place.map((at, axis) => at * window.dilations[axis]!);
    const end = begin.map((at, axis) => at + (window.out[axis]! - 1) * window.strides[axis]! + 1);
    const from = [0, ...begin, 0];
    const part = o.slice(wide, from, [x.shape[0]!, ...end, channels], [1, ...window.strides, 1]);
    const entry = o.slice(filter, [...place, 0], [...place.map((at) => at + 1), channels]);
    return o.elementwise("Add", [part, o.reshape(entry, [channels])]);
  });
}

/** Returns dy where a tap has the largest sum, and zero elsewhere. Shape [taps, ...dy]. */
function flowsOf(o: Operators, { x, filter, dy }: Gradient, window: Window): Value {
  const sums = sumsOf(o, { x, filter }, window);
  const all = o.concat(
    sums.map((sum) => o.reshape(sum, [1, ...sum.shape])),
    0,
  );
  const type = { shape: all.shape.with(0, 1), dtype: "int64" } as const;
  const first = o.op("ArgMax", [all], type, { axis: 0, keepdims: 1 });
  const taps = o.ints([...sums.keys()]);
  const mask = o.elementwise("Equal", [first, o.reshape(taps, [sums.length, 1, 1, 1, 1])], "bool");
  return o.where(mask, dy, o.scalar(0, "float32"));
}
