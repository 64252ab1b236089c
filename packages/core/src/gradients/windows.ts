import * as tf from "@tensorflow/tfjs-core";

/** A window that slides over the spatial axes of images. Each list has one entry for each axis. */
export interface Windows {
  readonly size: number[];
  readonly out: number[];
  readonly filter: number[];
  readonly strides: number[];
  readonly dilations: number[];
  /** How far the first and last windows extend beyond the image. Negative if they stop short. */
  readonly before: number[];
  readonly after: number[];
}

type Info = tf.backend_util.Conv2DInfo | tf.backend_util.Conv3DInfo;

/** Converts what tfjs derives from a kernel's attributes to this form. */
export function windowsOf(info: Info): Windows {
  const names = "inDepth" in info ? ["Depth", "Height", "Width"] : ["Height", "Width"];
  const entries = (prefix: string): number[] =>
    names.map((name) => (info as unknown as Record<string, number>)[`${prefix}${name}`]!);
  const { padInfo } = info;
  const before = [...("front" in padInfo ? [padInfo.front] : []), padInfo.top, padInfo.left];
  const [size, out, filter] = [entries("in"), entries("out"), entries("filter")];
  const [strides, dilations] = [entries("stride"), entries("dilation")];
  const after = size.map((n, i) => {
    const reach = (out[i]! - 1) * strides[i]! + (filter[i]! - 1) * dilations[i]! + 1;
    return reach - n - before[i]!;
  });
  return { size, out, filter, strides, dilations, before, after };
}

/** Pads images, or crops where a number is negative. Shape [batch, ...size, channels]. */
export function fitted(
  x: tf.Tensor,
  { before, after, fill = 0 }: Pick<Windows, "before" | "after"> & { readonly fill?: number },
): tf.Tensor {
  const [low, high] = [before, after].map((pads) => [0, ...pads, 0]) as [number[], number[]];
  const begin = low.map((pad) => Math.max(-pad, 0));
  const size = x.shape.map((n, i) => n - begin[i]! + Math.min(high[i]!, 0));
  const isCropped = size.some((n, i) => n !== x.shape[i]);
  const inner = isCropped ? tf.slice(x, begin, size) : x;
  const pads = low.map((pad, i) => [Math.max(pad, 0), Math.max(high[i]!, 0)] as [number, number]);
  return pads.some(([a, b]) => a + b > 0) ? tf.pad(inner, pads, fill) : inner;
}

/** Puts steps − 1 zeros between the entries of x, along each spatial axis. */
export function spaced(x: tf.Tensor, steps: readonly number[], first = 1): tf.Tensor {
  return steps.reduce((y, step, i) => {
    if (step === 1) return y;
    const axis = first + i;
    const [outer, inner] = [y.shape.slice(0, axis), y.shape.slice(axis + 1)];
    const length = y.shape[axis]!;
    const columns = tf.reshape(y, [...outer, length, 1, ...inner]);
    const pads = columns.shape.map(
      (_, j) => [0, j === axis + 1 ? step - 1 : 0] as [number, number],
    );
    const joined = tf.reshape(tf.pad(columns, pads), [...outer, length * step, ...inner]);
    const size = joined.shape.with(axis, (length - 1) * step + 1);
    return tf.slice(
      joined,
      size.map(() => 0),
      size,
    );
  }, x);
}

/** Returns the image entries that each window entry meets as the window slides. */
export function taps(x: tf.Tensor, { filter, out, strides, dilations }: Windows): tf.Tensor[] {
  const places = filter.reduce<number[][]>(
    (all, n) => all.flatMap((place) => Array.from({ length: n }, (_, i) => [...place, i])),
    [[]],
  );
  return places.map((place) => {
    const begin = place.map((at, i) => at * dilations[i]!);
    const end = begin.map((at, i) => at + (out[i]! - 1) * strides[i]! + 1);
    const [batch, channels] = [x.shape[0], x.shape.at(-1)!];
    if (strides.every((stride) => stride === 1)) {
      return tf.slice(x, [0, ...begin, 0], [batch, ...out, channels]);
    }
    return tf.stridedSlice(x, [0, ...begin, 0], [batch, ...end, channels], [1, ...strides, 1]);
  });
}

/** Computes the transpose of `taps` and of the padding: the sum of all taps, each in its place. */
export function untaps(parts: readonly tf.Tensor[], windows: Windows): tf.Tensor {
  const { size, filter, strides, dilations, before } = windows;
  const placed = parts.map((part, i) => {
    const wide = spaced(part, strides);
    let rest = i;
    const place = filter
      .toReversed()
      .map((n) => {
        const at = rest % n;
        rest = Math.floor(rest / n);
        return at;
      })
      .toReversed();
    const low = place.map((at, axis) => at * dilations[axis]! - before[axis]!);
    const high = size.map((n, axis) => n - low[axis]! - wide.shape[axis + 1]!);
    return fitted(wide, { before: low, after: high });
  });
  return placed.length === 1 ? placed[0]! : tf.addN(placed);
}
