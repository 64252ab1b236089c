import * as tf from "@tensorflow/tfjs-core";
import { ofInput } from "./of-input.js";
import { scatterAlong } from "./scatter-along.js";

type Pairs = number[][];

/** The gradients of functions that move entries between batch, channels and image axes. */
export const space: readonly tf.GradConfig[] = [
  ofInput<{ blockShape: number[]; crops: Pairs }>(
    "BatchToSpaceND",
    (dy, _, { blockShape, crops }) => tf.spaceToBatchND(dy, blockShape, crops),
  ),
  ofInput<{ blockShape: number[]; paddings: Pairs }>(
    "SpaceToBatchND",
    (dy, _, { blockShape, paddings }) => tf.batchToSpaceND(dy, blockShape, paddings),
  ),
  ofInput<{ blockSize: number }>("DepthToSpace", (dy, x, { blockSize }) => {
    const [batch, height, width] = x.shape as [number, number, number];
    const split = tf.reshape(dy, [batch, height, blockSize, width, blockSize, -1]);
    return tf.reshape(tf.transpose(split, [0, 1, 3, 2, 4, 5]), x.shape);
  }),
  ofInput("FlipLeftRight", (dy) => tf.reverse(dy, 2), "image"),
  ofInput<{ paddings: [number, number][]; mode: "reflect" | "symmetric" }>(
    "MirrorPad",
    (dy, x, { paddings, mode }) =>
      x.shape.reduce((dx, depth, axis) => {
        const pads = paddings[axis]!;
        if (pads[0] === 0 && pads[1] === 0) return dx;
        // The source of each entry: padding the indices of the entries gives it.
        const sources = tf.mirrorPad(tf.range(0, depth, 1, "int32"), [pads], mode);
        return scatterAlong(dx, sources, { axis, depth });
      }, dy),
  ),
];
