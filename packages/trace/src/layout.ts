import { sameShape, sizeOf } from "./broadcast-shape.js";
import type { Value } from "./graph.js";
import type { Operators } from "./operators.js";

/**
 * tfjs has the channels of images last, and ONNX has them after the batch. What is computed of
 * images that ONNX left channels first is computed so, and then transposed: between two
 * convolutions, one transpose meets the other and both are gone.
 */
export function channelsLast(o: Operators, x: Value): Value {
  return o.transpose(x, lastOf(x.shape.length));
}

export function channelsFirst(o: Operators, x: Value): Value {
  const [first, ...rest] = x.shape.keys();
  return o.transpose(x, [first!, rest.at(-1)!, ...rest.slice(0, -1)]);
}

/** The images, channels first, that x is with its channels last. */
export function imagesOf({ node, shape }: Value): Value | undefined {
  if (node.op !== "Transpose" || shape.length < 4) return undefined;
  const perm = node.attributes.perm as readonly number[];
  return sameShape(perm, lastOf(shape.length)) ? node.inputs[0] : undefined;
}

/** A list with an entry for each axis of x, for the axes of `imagesOf(x)`. */
export function ofImages<T>(list: readonly T[]): T[] {
  return [list[0]!, list.at(-1)!, ...list.slice(1, -1)];
}

/** Where `imagesOf(x)` has an axis of x. */
export function axisOfImages(axis: number, rank: number): number {
  return lastOf(rank)[axis]!;
}

/** The inputs of an elementwise operator, channels first, if one of them is such images. */
export function imageInputs(
  o: Operators,
  inputs: readonly Value[],
  shape: readonly number[],
): readonly Value[] | undefined {
  const images = inputs.map((x) => (sameShape(x.shape, shape) ? imagesOf(x) : undefined));
  if (images.every((x) => x === undefined)) return undefined;
  const all = inputs.map((x, i) => {
    if (images[i] || sizeOf(x.shape) === 1) return images[i] ?? x;
    // What is broadcast is small; to transpose another image would save nothing.
    if (sizeOf(x.shape) === sizeOf(shape)) return undefined;
    const ones = Array.from({ length: shape.length - x.shape.length }, () => 1);
    return channelsFirst(o, o.reshape(x, [...ones, ...x.shape]));
  });
  return all.every((x) => x !== undefined) ? all : undefined;
}

function lastOf(rank: number): number[] {
  return [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];
}
