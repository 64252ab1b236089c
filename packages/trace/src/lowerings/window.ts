import type { backend_util } from "@tensorflow/tfjs-core";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";
import { pad } from "./pad.js";

/** A window that slides over the spatial axes of images. Each list has one entry per axis. */
export interface Window {
  readonly size: readonly number[];
  readonly out: readonly number[];
  readonly filter: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** How far the first and last windows extend beyond the image. Negative if they stop short. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Converts what tfjs derives from a kernel's attributes to this form. */
export function windowOf(info: backend_util.Conv2DInfo | backend_util.Conv3DInfo): Window {
  const { padInfo } = info;
  const names = "inDepth" in info ? ["Depth", "Height", "Width"] : ["Height", "Width"];
  const entries = (prefix: string): number[] =>
    names.map((name) => (info as unknown as Record<string, number>)[`${prefix}${name}`]!);
  const window = {
    size: entries("in"),
    out: entries("out"),
    filter: entries("filter"),
    strides: entries("stride"),
    dilations: entries("dilation"),
    before: [...("front" in padInfo ? [padInfo.front] : []), padInfo.top, padInfo.left],
  };
  // The end padding that tfjs reports is not always what its windows cover.
  const after = window.size.map((size, i) => reach(window, i) - size - window.before[i]!);
  return { ...window, after };
}

/** Returns the number of positions that the windows of an axis cover together. */
function reach({ out, strides, filter, dilations }: Omit<Window, "after">, i: number): number {
  return (out[i]! - 1) * strides[i]! + (filter[i]! - 1) * dilations[i]! + 1;
}

/** Returns the attributes that all ONNX windows share. */
export function attributesOf({
  filter,
  strides,
  dilations,
  before,
  after,
}: Window): Record<"kernel_shape" | "strides" | "dilations" | "pads", readonly number[]> {
  return {
    kernel_shape: filter,
    strides,
    dilations,
    pads: [...before, ...after].map((pad) => Math.max(pad, 0)),
  };
}

/** Crops the parts of images that no window covers, because ONNX has no attribute for them. */
export function cropped(o: Operators, x: Value, { size, strides, before, after }: Window): Value {
  const begin = before.map((pad) => Math.max(-pad, 0));
  // A rest shorter than a stride is skipped anyway.
  const end = size.map((n, i) => (-after[i]! < strides[i]! ? n : n + after[i]!));
  return o.slice(x, [0, 0, ...begin], [...x.shape.slice(0, 2), ...end]);
}

/** Pads or crops channels-last images to what the windows cover. */
export function fitted(
  o: Operators,
  x: Value,
  { size, before, after }: Window,
  fill: number,
): Value {
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!];
  const begin = before.map((pad) => Math.max(-pad, 0));
  const end = size.map((n, i) => n + Math.min(after[i]!, 0));
  const inner = o.slice(x, [0, ...begin, 0], [batch, ...end, channels]);
  return padded(o, inner, before, after, [1, 1], fill);
}

/** Pads images between `outer` axes that are not spatial. */
export function padded(
  o: Operators,
  x: Value,
  before: readonly number[],
  after: readonly number[],
  outer: readonly [before: number, after: number],
  fill = 0,
): Value {
  const [left, right] = outer.map((count) => Array.from({ length: count }, () => [0, 0] as const));
  const spatial = before.map((low, i) => [Math.max(low, 0), Math.max(after[i]!, 0)] as const);
  return pad(o, x, [...left!, ...spatial, ...right!], fill);
}

/** Computes a transposed convolution: each entry of y adds its multiple of the filter to images. */
export function spread(o: Operators, y: Value, filter: Value, window: Window, group = 1): Value {
  const { size, strides, before, after } = window;
  const missed = after.map((pad) => Math.max(-pad, 0));
  const extra = missed.map((n, i) => (n < strides[i]! ? n : 0));
  const inner = size.map((n, i) => n + Math.min(before[i]!, 0) - missed[i]! + extra[i]!);
  const type = { shape: [y.shape[0]!, filter.shape[1]! * group, ...inner], dtype: y.dtype };
  const attributes = { ...attributesOf(window), group, output_padding: extra };
  const x = o.op("ConvTranspose", [y, filter], type, attributes);
  const [low, high] = [before.map((pad) => -pad), missed.map((n, i) => n - extra[i]!)];
  return padded(o, x, low, high, [2, 0]);
}
