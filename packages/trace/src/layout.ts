import { sameShape, sizeOf } from "./broadcast-shape.js";
import type { Value } from "./graph.js";
import type { Operators } from "./operators.js";

/**
 * tfjs puts the channels of images last, and ONNX puts them after the batch. Operations on images that
 * are already channels first are computed in that layout and then transposed. Between two
 * convolutions, the two transposes cancel.
 */
export function channelsLast(o: Operators, x: Value): Value {
  return o.transpose(x, lastOf(x.shape.length));
}

export function channelsFirst(o: Operators, x: Value): Value {
  const [first, ...rest] = x.shape.keys();
  return o.transpose(x, [first!, rest.at(-1)!, ...rest.slice(0, -1)]);
}

/** Returns the channels-first images of which x is the channels-last transpose. */
export function imagesOf({ node, shape }: Value): Value | undefined {
  if (node.op !== "Transpose" || shape.length < 4) return undefined;
  const perm = node.attributes.perm as readonly number[];
  return sameShape(perm, lastOf(shape.length)) ? node.inputs[0] : undefined;
}

/** Reorders a list with one entry per axis of x for the axes of `imagesOf(x)`. */
export function ofImages<T>(list: readonly T[]): T[] {
  return [list[0]!, list.at(-1)!, ...list.slice(1, -1)];
}

/** Returns the axis of `imagesOf(x)` for an axis of x. */
export function axisOfImages(axis: number, rank: number): number {
  return lastOf(rank)[axis]!;
}

/** Returns the inputs of an elementwise operator channels first, if one is such an image. */
export function imageInputs(
  o: Operators,
  inputs: readonly Value[],
  shape: readonly number[],
): readonly Value[] | undefined {
  const images = inputs.map((x) => (sameShape(x.shape, shape) ? imagesOf(x) : undefined));
  if (images.every((x) => x === undefined)) return undefined;
  const all = inputs.map((x, i) => {
    if (images[i] || sizeOf(x.shape) === 1) return images[i] ?? x;
    // A broadcast input is small. Transposing a second image would save nothing.
    if (sizeOf(x.shape) === sizeOf(shape)) return undefined;
    const ones = Array.from({ length: shape.length - x.shape.length }, () => 1);
    return channelsFirst(o, o.reshape(x, [...ones, ...x.shape]));
  });
  return all.every((x) => x !== undefined) ? all : undefined;
}

function lastOf(rank: number): number[] {
  return [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];
}
