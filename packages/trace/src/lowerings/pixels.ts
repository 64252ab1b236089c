import { sizeOf } from "../broadcast-shape.js";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";

/** The places of pixels, broadcast to [batch, height, width, 1]. They may be between pixels. */
export interface Places {
  /** The index of the image in its batch, int32. */
  readonly index: Value;
  readonly y: Value;
  readonly x: Value;
}

/**
 * Samples images [batch, height, width, channels] at places, by interpolation between pixels.
 *
 * @param fill The value outside an image. Default: the value of the nearest pixel inside.
 */
export function gatherPixels(
  o: Operators,
  images: Value,
  places: Places,
  method: "nearest" | "bilinear",
  fill?: number,
): Value {
  const { index, y, x } = places;
  const read = (row: Value, column: Value): Value =>
    pixelAt(o, images, { index, y: row, x: column }, fill);
  if (method === "nearest") return read(round(o, y), round(o, x));

  const [top, left] = [o.elementwise("Floor", [y]), o.elementwise("Floor", [x])];
  const one = o.scalar(1, "float32");
  const [bottom, right] = [top, left].map((low) => o.elementwise("Add", [low, one])) as [
    Value,
    Value,
  ];
  const mean = (low: Value, high: Value, at: Value, floor: Value): Value => {
    const part = o.elementwise("Sub", [at, floor]);
    const step = o.elementwise("Mul", [o.elementwise("Sub", [high, low]), part]);
    return o.elementwise("Add", [low, step]);
  };
  const above = mean(read(top, left), read(top, right), x, left);
  const below = mean(read(bottom, left), read(bottom, right), x, left);
  return mean(above, below, y, top);
}

/** Rounds to the nearest whole number, and halves up as JavaScript does. */
function round(o: Operators, x: Value): Value {
  return o.elementwise("Floor", [o.elementwise("Add", [x, o.scalar(0.5, "float32")])]);
}

function pixelAt(o: Operators, images: Value, { index, y, x }: Places, fill?: number): Value {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const int = (n: number): Value => o.scalar(n, "int32");
  const limited = (at: Value, size: number): Value => {
    const floored = o.elementwise("Max", [at, o.scalar(0, "float32")]);
    const limit = o.elementwise("Min", [floored, o.scalar(size - 1, "float32")]);
    return o.cast(limit, "int32");
  };
  const image = o.elementwise("Min", [index, int(batch - 1)]);
  const row = o.elementwise("Add", [
    o.elementwise("Mul", [image, int(height)]),
    limited(y, height),
  ]);
  const at = o.elementwise("Add", [o.elementwise("Mul", [row, int(width)]), limited(x, width)]);

  const flat = o.reshape(images, [sizeOf(images.shape) / channels, channels]);
  const pixels = o.gather(flat, o.reshape(at, at.shape.slice(0, -1)), 0);
  if (fill === undefined) return pixels;
  const inside = o.elementwise("And", [isWithin(o, y, height), isWithin(o, x, width)], "bool");
  return o.where(inside, pixels, o.scalar(fill, images.dtype));
}

function isWithin(o: Operators, at: Value, size: number): Value {
  const isAbove = o.elementwise("GreaterOrEqual", [at, o.scalar(0, "float32")], "bool");
  const isBelow = o.elementwise("Less", [at, o.scalar(size, "float32")], "bool");
  return o.elementwise("And", [isAbove, isBelow], "bool");
}
