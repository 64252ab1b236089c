import * as tf from "@tensorflow/tfjs-core";
import { ofInput } from "./of-input.js";
import { spaced } from "./windows.js";

type Ints = number | number[];

/** The gradients of functions that move entries. */
export const shape: readonly tf.GradConfig[] = [
  ofInput<{ dtype: tf.DataType }>("Cast", (dy, x, { dtype }) =>
    // rounded values are constants
    dtype === "float32" ? tf.clone(dy) : tf.zeros(x.shape),
  ),
  ofInput("ExpandDims", (dy, x) => tf.reshape(dy, x.shape), "input"),
  ofInput("Identity", (dy) => tf.clone(dy)),
  ofInput("Neg", (dy) => tf.neg(dy)),
  ofInput<{ paddings: [number, number][] }>("PadV2", (dy, x, { paddings }) =>
    tf.slice(
      dy,
      paddings.map(([before]) => before),
      x.shape,
    ),
  ),
  ofInput("Reshape", (dy, x) => tf.reshape(dy, x.shape)),
  ofInput<{ dims: Ints }>("Reverse", (dy, _, { dims }) => tf.reverse(dy, dims)),
  ofInput<{ begin: Ints; size: Ints }>("Slice", (dy, x, { begin, size }) => {
    const [starts] = tf.slice_util.parseSliceParams(x, begin, size) as [number[], number[]];
    return tf.pad(
      dy,
      x.shape.map((length, i) => [starts[i]!, length - starts[i]! - dy.shape[i]!]),
    );
  }),
  ofInput<tf.StridedSliceAttrs>("StridedSlice", ofStridedSlice),
  ofInput<{ reps: number[] }>("Tile", ofTile),
  ofInput<{ perm: number[] }>("Transpose", (dy, _, { perm }) =>
    tf.transpose(dy, tf.backend_util.getUndoAxesPermutation(perm)),
  ),
];

function ofStridedSlice(dy: tf.Tensor, x: tf.Tensor, attrs: tf.StridedSliceAttrs): tf.Tensor {
  const { begin, end, strides } = tf.slice_util.sliceInfo(
    x.shape,
    attrs.begin,
    attrs.end,
    attrs.strides,
    attrs.beginMask,
    attrs.endMask,
    attrs.ellipsisMask,
    attrs.newAxisMask,
    attrs.shrinkAxisMask,
  );
  // dy at the places of the slice and zeros elsewhere; reversed axes are reversed back
  const sizes = begin.map((first, i) => Math.max(0, Math.ceil((end[i]! - first) / strides[i]!)));
  const backwards = [...strides.keys()].filter((axis) => strides[axis]! < 0);
  const sliced = tf.reverse(tf.reshape(dy, sizes), backwards);
  if (sliced.size === 0) return tf.zeros(x.shape);
  const wide = spaced(sliced, strides.map(Math.abs), 0);
  const low = begin.map((first, i) =>
    strides[i]! < 0 ? first + (sizes[i]! - 1) * strides[i]! : first,
  );
  const pads = low.map((n, i) => [n, x.shape[i]! - n - wide.shape[i]!] as [number, number]);
  return tf.pad(wide, pads);
}

// splits an axis of r·d entries into r repeats of d entries, and sums over the repeats
function ofTile(dy: tf.Tensor, x: tf.Tensor, { reps }: { reps: number[] }): tf.Tensor {
  const split: number[] = [];
  const repeats: number[] = [];
  for (const [i, repeat] of reps.entries()) {
    if (repeat !== 1) repeats.push(split.push(repeat) - 1);
    split.push(x.shape[i]!);
  }
  return repeats.length > 0 ? tf.sum(tf.reshape(dy, split), repeats) : tf.clone(dy);
}
