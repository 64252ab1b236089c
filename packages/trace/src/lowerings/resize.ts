import type {
  CropAndResizeAttrs,
  CropAndResizeInputs,
  ResizeBilinearAttrs,
  ResizeNearestNeighborAttrs,
} from "@tensorflow/tfjs-core";
import { elements } from "../create-operators.js";
import type { Value } from "../graph.js";
import type { Operators } from "../operators.js";
import type { Lowering, Lowerings } from "./lowering.js";
import { gatherPixels } from "./pixels.js";

type ResizeAttrs = Pick<ResizeBilinearAttrs, "alignCorners" | "halfPixelCenters">;

/** An entry of an output axis: a mean of two input entries, with weight `part` for the second. */
interface Source {
  readonly low: number;
  readonly high: number;
  readonly part: number;
}

export const resizeLowerings: Lowerings = {
  ResizeBilinear: (o, { images }: { readonly images: Value }, attrs: ResizeBilinearAttrs) =>
    [2, 1].reduce(
      (x, axis) => {
        const sources = bilinear(x.shape[axis]!, attrs.size[axis - 1]!, attrs);
        const [low, high] = (["low", "high"] as const).map((end) =>
          o.gather(x, o.ints(sources.map((source) => source[end])), axis),
        ) as [Value, Value];
        const shape = [1, 1, 1, 1].with(axis, sources.length);
        const parts = elements(
          sources.map(({ part }) => part),
          "float32",
        );
        const part = o.constant(parts, { shape, dtype: "float32" });
        const step = o.elementwise("Mul", [o.elementwise("Sub", [high, low]), part]);
        return o.elementwise("Add", [low, step]);
      },
      o.cast(images, "float32"),
    ),

  ResizeNearestNeighbor: (
    o,
    { images }: { readonly images: Value },
    attrs: ResizeNearestNeighborAttrs,
  ) =>
    [1, 2].reduce((x, axis) => {
      const sources = nearest(x.shape[axis]!, attrs.size[axis - 1]!, attrs);
      return o.gather(x, o.ints(sources.map(({ low }) => low)), axis);
    }, images),

  ResizeBilinearGrad: gradientOf(bilinear),
  ResizeNearestNeighborGrad: gradientOf(nearest),

  CropAndResize: (
    o,
    { image, boxes, boxInd }: Record<keyof CropAndResizeInputs, Value>,
    { cropSize, method, extrapolationValue }: CropAndResizeAttrs,
  ) => {
    const [batch, height, width] = image.shape as [number, number, number];
    const count = boxes.shape[0]!;
    const y = positions(o, boxes, 0, height, cropSize[0]);
    const x = positions(o, boxes, 1, width, cropSize[1]);
    const rows = o.reshape(y, [count, cropSize[0], 1, 1]);
    const columns = o.reshape(x, [count, 1, cropSize[1], 1]);
    const index = o.reshape(boxInd, [count, 1, 1, 1]);

    const inside = o.elementwise(
      "And",
      [within(o, rows, height), within(o, columns, width)],
      "bool",
    );
    const crop = gatherPixels(o, o.cast(image, "float32"), { index, y: rows, x: columns }, method);
    const seen = o.where(inside, crop, o.scalar(extrapolationValue, "float32"));
    const exists = o.elementwise("Less", [index, o.scalar(batch, "int32")], "bool");
    return o.where(exists, seen, o.scalar(0, "float32"));
  },
};

/** Returns the source of each of `to` entries among `from` entries. */
function bilinear(from: number, to: number, attrs: ResizeAttrs): Source[] {
  return fractions(from, to, attrs.halfPixelCenters ? 0.5 : 0, attrs).map((x) => {
    const at = attrs.halfPixelCenters ? x - 0.5 : x;
    const low = Math.max(0, Math.floor(at));
    return { low, high: Math.min(from - 1, Math.ceil(at)) + 0, part: at - low };
  });
}

function nearest(from: number, to: number, attrs: ResizeAttrs): Source[] {
  return fractions(from, to, attrs.halfPixelCenters ? 0.5 : 0, attrs).map((x) => {
    const low = Math.min(from - 1, attrs.alignCorners ? Math.round(x) : Math.floor(x));
    return { low, high: low, part: 0 };
  });
}

function fractions(
  from: number,
  to: number,
  shift: number,
  { alignCorners }: ResizeAttrs,
): number[] {
  const less = alignCorners && to > 1 ? 1 : 0;
  const ratio = (from - less) / (to - less);
  return Array.from({ length: to }, (_, i) => ratio * (i + shift));
}

/** Resizes by a product with one matrix per axis. The gradient uses their transposes. */
function gradientOf(sourcesOf: typeof bilinear): Lowering {
  return (o, { images, dy }: Record<"images" | "dy", Value>, attrs: ResizeAttrs) => {
    const [batch, height, width, channels] = images.shape as [number, number, number, number];
    const [, rows, columns] = dy.shape as [number, number, number];
    const tall = o.reshape(dy, [batch, rows, columns * channels]);
    const vertical = product(o, weights(o, sourcesOf(height, rows, attrs), height), tall);
    const wide = o.reshape(vertical, [batch * height, columns, channels]);
    const horizontal = product(o, weights(o, sourcesOf(width, columns, attrs), width), wide);
    return o.cast(o.reshape(horizontal, [batch, height, width, channels]), images.dtype);
  };
}

/** Returns the weight of each input entry in each entry of dy. Shape [input, output]. */
function weights(o: Operators, sources: readonly Source[], size: number): Value {
  const matrix = new Float32Array(size * sources.length);
  for (const [i, { low, high, part }] of sources.entries()) {
    matrix[low * sources.length + i]! += 1 - part;
    matrix[high * sources.length + i]! += part;
  }
  return o.constant(matrix, { shape: [size, sources.length], dtype: "float32" });
}

function product(o: Operators, matrix: Value, x: Value): Value {
  const [batch, , columns] = x.shape as [number, number, number];
  return o.op("MatMul", [matrix, x], { shape: [batch, matrix.shape[0]!, columns], dtype: x.dtype });
}

/** Returns the rows, or the columns, of each box in the image. Shape [boxes, crop]. */
function positions(o: Operators, boxes: Value, axis: number, size: number, crop: number): Value {
  const count = boxes.shape[0]!;
  const [from, to] = [axis, axis + 2].map((i) => o.slice(boxes, [0, i], [count, i + 1])) as [
    Value,
    Value,
  ];
  const number = (x: number): Value => o.scalar(x, "float32");
  if (crop === 1) {
    return o.elementwise("Mul", [o.elementwise("Add", [from, to]), number(0.5 * (size - 1))]);
  }
  const extent = o.elementwise("Sub", [to, from]);
  const step = o.elementwise("Mul", [extent, number((size - 1) / (crop - 1))]);
  const list = Float32Array.from({ length: crop }, (_, i) => i);
  const steps = o.elementwise("Mul", [
    step,
    o.constant(list, { shape: [1, crop], dtype: "float32" }),
  ]);
  return o.elementwise("Add", [o.elementwise("Mul", [from, number(size - 1)]), steps]);
}

function within(o: Operators, x: Value, size: number): Value {
  const isAbove = o.elementwise("GreaterOrEqual", [x, o.scalar(0, "float32")], "bool");
  const isBelow = o.elementwise("LessOrEqual", [x, o.scalar(size - 1, "float32")], "bool");
  return o.elementwise("And", [isAbove, isBelow], "bool");
}
