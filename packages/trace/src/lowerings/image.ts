import type { RotateWithOffsetAttrs, TransformAttrs, TransformInputs } from "@tensorflow/tfjs-core";
import { backend_util } from "@tensorflow/tfjs-core";
import { elements } from "../create-operators.js";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";
import type { Lowerings } from "./lowering.js";
import { gatherPixels } from "./pixels.js";

interface Image {
  readonly image: Value;
}

export const imageLowerings: Lowerings = {
  FlipLeftRight: (o, { image }: Image) => {
    const indices = Array.from({ length: image.shape[2]! }, (_, i) => image.shape[2]! - 1 - i);
    return o.gather(image, o.ints(indices), 2);
  },

  // The angle is a number, so the source of each pixel is known here.
  RotateWithOffset: (
    o,
    { image }: Image,
    { radians, fillValue, center }: RotateWithOffsetAttrs,
  ) => {
    const [batch, height, width, channels] = image.shape as [number, number, number, number];
    const [centerX, centerY] = backend_util.getImageCenter(center, height, width);
    const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
    const sources = Array.from({ length: height * width }, (_, i) => {
      const [x, y] = [(i % width) - centerX, Math.floor(i / width) - centerY];
      const column = Math.round(x * cos - y * sin + centerX);
      const row = Math.round(x * sin + y * cos + centerY);
      const isInside = row >= 0 && row < height && column >= 0 && column < width;
      return isInside ? row * width + column : -1;
    });

    const flat = o.reshape(image, [batch, height * width, channels]);
    const moved = o.gather(flat, o.ints(sources.map((source) => Math.max(source, 0))), 1);
    const inside = Uint8Array.from(sources, (source) => (source < 0 ? 0 : 1));
    const mask = o.constant(inside, { shape: [1, height * width, 1], dtype: "bool" });
    // The fill color has no alpha channel: a fourth channel is fully opaque.
    const fill = Array.from({ length: channels }, (_, channel) => {
      if (typeof fillValue === "number") return fillValue;
      return channel === 3 ? 255 : fillValue[channel]!;
    });
    const type = { shape: [1, 1, channels], dtype: image.dtype };
    const outside = o.constant(elements(fill, image.dtype), type);
    return o.reshape(o.where(mask, moved, outside), image.shape);
  },

  // The tfjs kernel transforms only the first image of a batch; here all are transformed.
  Transform: (
    o,
    { image, transforms }: Record<keyof TransformInputs, Value>,
    attrs: TransformAttrs,
  ) => {
    const { interpolation, fillMode, fillValue, outputShape } = attrs;
    const [batch, height, width] = image.shape as [number, number, number];
    const [rows, columns] = outputShape ?? [height, width];
    const maps = transforms.shape[0]!;
    const entry = (i: number): Value =>
      o.reshape(o.slice(transforms, [0, i], [maps, i + 1]), [maps, 1, 1, 1]);
    const y = grid(o, rows, [1, rows, 1, 1]);
    const x = grid(o, columns, [1, 1, columns, 1]);
    const linear = (i: number, constant: Value): Value => {
      const products = [
        o.elementwise("Mul", [entry(i), x]),
        o.elementwise("Mul", [entry(i + 1), y]),
      ];
      return o.elementwise("Add", [o.elementwise("Add", products), constant]);
    };

    const projection = linear(6, o.scalar(1, "float32"));
    const source = (i: number, size: number): Value =>
      mapped(o, o.elementwise("Div", [linear(i, entry(i + 2)), projection]), size, fillMode);
    const first = o.reshape(o.constant(range(batch), { shape: [batch], dtype: "int32" }), [
      batch,
      1,
      1,
      1,
    ]);
    const places = { index: first, y: source(3, height), x: source(0, width) };
    const moved = gatherPixels(o, image, places, interpolation, fillValue);
    const isInfinite = o.elementwise("Equal", [projection, o.scalar(0, "float32")], "bool");
    return o.where(isInfinite, o.scalar(fillValue, image.dtype), moved);
  },
};

function range(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i);
}

function grid(o: Operators, length: number, shape: readonly number[]): Value {
  return o.constant(Float32Array.from(range(length)), { shape, dtype: "float32" });
}

/** Maps a coordinate into the image by the rule of a fill mode. */
function mapped(o: Operators, at: Value, size: number, mode: TransformAttrs["fillMode"]): Value {
  if (mode === "constant") return at;
  const number = (x: number): Value => o.scalar(x, "float32");
  const clamped = (x: Value): Value =>
    o.elementwise("Min", [o.elementwise("Max", [x, number(0)]), number(size - 1)]);
  if (mode === "nearest") return clamped(at);
  const isBelow = o.elementwise("Less", [at, number(0)], "bool");
  const isAbove = o.elementwise("Greater", [at, number(size - 1)], "bool");
  const choose = (below: Value, above: Value): Value =>
    clamped(
      o.where(
        isBelow,
        size > 1 ? below : number(0),
        o.where(isAbove, size > 1 ? above : number(0), at),
      ),
    );
  const times = (x: Value, factor: number): Value => o.elementwise("Mul", [x, number(factor)]);
  const plus = (x: Value, y: Value): Value => o.elementwise("Add", [x, y]);
  /** Divides a coordinate by a length, rounded towards zero. */
  const turns = (x: Value, length: number): Value =>
    o.elementwise("Floor", [o.elementwise("Div", [x, number(length)])]);
  const opposite = o.elementwise("Neg", [at]);

  if (mode === "wrap") {
    const below = plus(at, times(plus(turns(opposite, size - 1), number(1)), size));
    return choose(below, plus(at, times(turns(at, size - 1), -size)));
  }
  const period = 2 * size;
  const low = plus(at, times(turns(opposite, period), period));
  const mirrored = plus(o.elementwise("Neg", [low]), number(-1));
  const isFar = o.elementwise("Less", [low, number(-size)], "bool");
  const below = o.where(isFar, plus(low, number(period)), mirrored);
  const high = plus(at, times(turns(at, period), -period));
  const isPast = o.elementwise("GreaterOrEqual", [high, number(size)], "bool");
  const above = o.where(isPast, plus(o.elementwise("Neg", [high]), number(period - 1)), high);
  return choose(below, above);
}
