import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  Conv3DAttrs,
  Conv3DBackpropFilterV2Attrs,
  Conv3DBackpropInputV2Attrs,
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  FusedConv2DAttrs,
} from "@tensorflow/tfjs-core";
import { backend_util } from "@tensorflow/tfjs-core";
import type { Value } from "../graph.js";
import { channelsFirst, channelsLast } from "../layout.js";
import type { Operators } from "../operators.js";
import { activate } from "./activate.js";
import type { Lowerings } from "./lowering.js";
import { attributesOf, cropped, spread, type Window, windowOf } from "./window.js";

interface Forward {
  readonly x: Value;
  readonly filter: Value;
}
interface BackpropInput {
  readonly dy: Value;
  readonly filter: Value;
}
interface BackpropFilter {
  readonly x: Value;
  readonly dy: Value;
}
interface Fused extends Forward {
  readonly bias?: Value;
  readonly preluActivationWeights?: Value;
}

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];

export const convLowerings: Lowerings = {
  Conv2D: (o, inputs: Forward, attrs: Conv2DAttrs) => conv2d(o, inputs, attrs),

  FusedConv2D: (o, inputs: Fused, attrs: FusedConv2DAttrs) =>
    fused(o, conv2d(o, inputs, attrs), inputs, attrs),

  Conv2DBackpropInput: (o, { dy, filter }: BackpropInput, attrs: Conv2DBackpropInputAttrs) => {
    const { inputShape, dataFormat } = attrs;
    const window = window2d(inputShape, filter.shape, { ...attrs, dilations: 1 });
    return inFormat(o, [dy], dataFormat, (y) => spread(o, y, kernelOf(o, filter), window));
  },

  Conv2DBackpropFilter: (o, { x, dy }: BackpropFilter, attrs: Conv2DBackpropFilterAttrs) => {
    const { filterShape, dataFormat } = attrs;
    const window = window2d(x.shape, filterShape, { ...attrs, dilations: 1 });
    const [image, y] =
      dataFormat === "NCHW" ? [x, dy] : [channelsFirst(o, x), channelsFirst(o, dy)];
    return filterGradient(o, image, y, window);
  },

  Conv3D: (o, { x, filter }: Forward, attrs: Conv3DAttrs) => {
    const y = convolve(
      o,
      channelsFirst(o, x),
      kernelOf(o, filter),
      window3d(x.shape, filter.shape, attrs),
    );
    return channelsLast(o, y);
  },

  Conv3DBackpropInputV2: (o, { dy, filter }: BackpropInput, attrs: Conv3DBackpropInputV2Attrs) => {
    const window = window3d(attrs.inputShape, filter.shape, { ...attrs, dilations: 1 });
    return channelsLast(o, spread(o, channelsFirst(o, dy), kernelOf(o, filter), window));
  },

  Conv3DBackpropFilterV2: (o, { x, dy }: BackpropFilter, attrs: Conv3DBackpropFilterV2Attrs) => {
    const window = window3d(x.shape, attrs.filterShape, { ...attrs, dilations: 1 });
    return filterGradient(o, channelsFirst(o, x), channelsFirst(o, dy), window);
  },

  DepthwiseConv2dNative: (o, inputs: Forward, attrs: DepthwiseConv2dNativeAttrs) =>
    depthwise(o, inputs, attrs),

  FusedDepthwiseConv2D: (o, inputs: Fused, attrs: FusedConv2DAttrs) =>
    fused(o, depthwise(o, inputs, attrs), inputs, { ...attrs, dataFormat: "NHWC" }),

  DepthwiseConv2dNativeBackpropInput: (
    o,
    { dy, filter }: BackpropInput,
    attrs: DepthwiseConv2dNativeBackpropInputAttrs,
  ) => {
    const window = window2d(attrs.inputShape, filter.shape, attrs);
    const kernel = depthwiseKernelOf(o, filter);
    return channelsLast(o, spread(o, channelsFirst(o, dy), kernel, window, filter.shape[2]));
  },

  // Each channel is a separate convolution over the batch: one group per channel.
  DepthwiseConv2dNativeBackpropFilter: (
    o,
    { x, dy }: BackpropFilter,
    attrs: DepthwiseConv2dNativeBackpropFilterAttrs,
  ) => {
    const [, , channels, multiplier] = attrs.filterShape;
    const window = window2d(x.shape, attrs.filterShape, attrs);
    const [batch, ...size] = [x.shape[0]!, ...window.size];
    const images = o.reshape(o.transpose(x, [3, 0, 1, 2]), [1, channels * batch, ...size]);
    const filters = o.reshape(o.transpose(dy, [3, 0, 1, 2]), [
      channels * multiplier,
      batch,
      ...window.out,
    ]);
    const gradient = convolve(o, images, filters, exchanged(window), channels);
    const byChannel = o.reshape(gradient, [channels, multiplier, ...window.filter]);
    return o.transpose(byChannel, [2, 3, 0, 1]);
  },
};

function conv2d(o: Operators, { x, filter }: Forward, attrs: Conv2DAttrs): Value {
  const window = window2d(x.shape, filter.shape, attrs);
  return inFormat(o, [x], attrs.dataFormat, (images) =>
    convolve(o, images, kernelOf(o, filter), window),
  );
}

function depthwise(o: Operators, { x, filter }: Forward, attrs: DepthwiseConv2dNativeAttrs): Value {
  const window = window2d(x.shape, filter.shape, { ...attrs, dataFormat: "NHWC" });
  const kernel = depthwiseKernelOf(o, filter);
  return channelsLast(o, convolve(o, channelsFirst(o, x), kernel, window, filter.shape[2]));
}

function fused(o: Operators, product: Value, inputs: Fused, attrs: FusedConv2DAttrs): Value {
  const { bias, preluActivationWeights: alpha } = inputs;
  // One number per channel, in either layout.
  const aligned = (x: Value): Value =>
    attrs.dataFormat === "NCHW" && x.shape.length === 1 ? o.reshape(x, [x.shape[0]!, 1, 1]) : x;
  const x = bias ? o.elementwise("Add", [product, aligned(bias)]) : product;
  return activate(o, x, {
    activation: attrs.activation,
    alpha: alpha && aligned(alpha),
    leak: attrs.leakyreluAlpha,
  });
}

interface Geometry {
  readonly strides: number | readonly number[];
  readonly dilations: number | readonly number[];
  readonly pad: unknown;
  readonly dataFormat?: string | undefined;
  readonly dimRoundingMode?: "floor" | "round" | "ceil" | undefined;
}

function window2d(
  inShape: readonly number[],
  filterShape: readonly number[],
  { strides, dilations, pad, dataFormat, dimRoundingMode }: Geometry,
): Window {
  const info = backend_util.computeConv2DInfo(
    inShape as Shape4,
    filterShape as Shape4,
    strides as [number, number],
    (dilations ?? 1) as [number, number],
    pad as "same",
    dimRoundingMode,
    false,
    dataFormat === "NCHW" ? "channelsFirst" : "channelsLast",
  );
  return windowOf(info);
}

function window3d(
  inShape: readonly number[],
  filterShape: readonly number[],
  { strides, dilations, pad }: Geometry,
): Window {
  const info = backend_util.computeConv3DInfo(
    inShape as Shape5,
    filterShape as Shape5,
    strides as [number, number, number],
    dilations as [number, number, number],
    pad as "same",
  );
  return windowOf(info);
}

/** Applies an ONNX operation, which is channels first, to tfjs images in either layout. */
function inFormat(
  o: Operators,
  images: readonly Value[],
  dataFormat: string,
  f: (...images: Value[]) => Value,
): Value {
  if (dataFormat === "NCHW") return f(...images);
  return channelsLast(o, f(...images.map((x) => channelsFirst(o, x))));
}

/** Converts a filter [...window, in, out] to ONNX: [out, in, ...window]. */
function kernelOf(o: Operators, filter: Value): Value {
  const axes = [...filter.shape.keys()];
  return o.transpose(filter, [axes.at(-1)!, axes.at(-2)!, ...axes.slice(0, -2)]);
}

/** Converts a filter [height, width, channels, multiplier] to groups of one channel each. */
function depthwiseKernelOf(o: Operators, filter: Value): Value {
  const [height, width, channels, multiplier] = filter.shape as Shape4;
  const shape = [channels * multiplier, 1, height, width];
  return o.reshape(o.transpose(filter, [2, 3, 0, 1]), shape);
}

function convolve(o: Operators, x: Value, kernel: Value, window: Window, group = 1): Value {
  const type = { shape: [x.shape[0]!, kernel.shape[0]!, ...window.out], dtype: x.dtype };
  return o.op("Conv", [cropped(o, x, window), kernel], type, { ...attributesOf(window), group });
}

/** Computes the gradient of a filter: a convolution of images and dy with batch and channels swapped. */
function filterGradient(o: Operators, x: Value, dy: Value, window: Window): Value {
  const swap = [1, 0, ...[...x.shape.keys()].slice(2)];
  const gradient = convolve(o, o.transpose(x, swap), o.transpose(dy, swap), exchanged(window));
  const [input, output, ...rest] = gradient.shape.keys();
  return o.transpose(gradient, [...rest, input!, output!]);
}

/** Returns the window of that convolution, in which dy is the filter and the gradient the result. */
function exchanged({ out, filter, strides, dilations, ...rest }: Window): Window {
  return { ...rest, out: filter, filter: out, strides: dilations, dilations: strides };
}
