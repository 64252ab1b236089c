import type {
  BatchToSpaceNDAttrs,
  DepthToSpaceAttrs,
  SpaceToBatchNDAttrs,
} from "@tensorflow/tfjs-core";
import { sizeOf } from "../broadcast-shape.js";
import type { Lowerings, Unary } from "./lowering.js";
import { padded } from "./window.js";

export const spaceLowerings: Lowerings = {
  // The blocks are the outer part of the batch. They become the inner part of each axis.
  BatchToSpaceND: (o, { x }: Unary, { blockShape, crops }: BatchToSpaceNDAttrs) => {
    const [count, rank] = [blockShape.length, x.shape.length];
    const batch = x.shape[0]! / sizeOf(blockShape);
    const split = o.reshape(x, [...blockShape, batch, ...x.shape.slice(1)]);
    const pairs = blockShape.flatMap((_, i) => [count + 1 + i, i]);
    const rest = range(2 * count + 1, rank + count);
    const moved = o.transpose(split, [count, ...pairs, ...rest]);
    const sizes = x.shape.slice(1).map((size, i) => size * (blockShape[i] ?? 1));
    const from = sizes.map((_, i) => crops[i]?.[0] ?? 0);
    const to = sizes.map((size, i) => size - (crops[i]?.[1] ?? 0));
    return o.slice(o.reshape(moved, [batch, ...sizes]), [0, ...from], [batch, ...to]);
  },

  SpaceToBatchND: (o, { x }: Unary, { blockShape, paddings }: SpaceToBatchNDAttrs) => {
    const [count, rank] = [blockShape.length, x.shape.length];
    const [low, high] = [paddings.map(([before]) => before!), paddings.map(([, after]) => after!)];
    const wide = padded(o, x, low, high, [1, rank - 1 - count]);
    const [batch, ...sizes] = wide.shape as [number, ...number[]];
    const outer = sizes.map((size, i) => size / (blockShape[i] ?? 1));
    const pairs = blockShape.flatMap((block, i) => [outer[i]!, block]);
    const split = o.reshape(wide, [batch, ...pairs, ...outer.slice(count)]);
    const blocks = blockShape.map((_, i) => 2 * i + 2);
    const spatial = blockShape.map((_, i) => 2 * i + 1);
    const rest = range(2 * count + 1, rank + count);
    const moved = o.transpose(split, [...blocks, 0, ...spatial, ...rest]);
    return o.reshape(moved, [batch * sizeOf(blockShape), ...outer]);
  },

  DepthToSpace: (o, { x }: Unary, { blockSize }: DepthToSpaceAttrs) => {
    const [batch, height, width, depth] = x.shape as [number, number, number, number];
    const channels = depth / blockSize ** 2;
    const split = o.reshape(x, [batch, height, width, blockSize, blockSize, channels]);
    const moved = o.transpose(split, [0, 1, 3, 2, 4, 5]);
    return o.reshape(moved, [batch, height * blockSize, width * blockSize, channels]);
  },
};

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
