import * as tf from "@tensorflow/tfjs-core";
import { type Case, floats, integers } from "./case.js";

const x = floats(4, 3);

export const shapeCases: readonly Case[] = [
  [
    "reshape",
    ({ x }) => [tf.reshape(x!, [2, -1]), tf.reshape(tf.reshape(x!, [12]), [3, 4])],
    { x },
  ],
  [
    "expandDims and squeeze",
    ({ x }) => [tf.expandDims(x!, -1), tf.expandDims(x!, 1), tf.squeeze(x!, [1])],
    { x: floats(3, 1, 2) },
  ],
  [
    "transpose",
    ({ x }) => [
      tf.transpose(x!),
      tf.transpose(x!, [1, 0, 2]),
      tf.transpose(tf.transpose(x!, [2, 0, 1]), [1, 2, 0]),
    ],
    { x: floats(2, 3, 4) },
  ],
  ["transpose of an axis of one", ({ x }) => tf.transpose(x!, [1, 0, 2]), { x: floats(1, 3, 4) }],
  [
    "concat",
    ({ x, y }) => [tf.concat([x!, y!], 1), tf.concat([x!, y!, x!], -1)],
    { x, y: floats(4, 2) },
  ],
  [
    "stack and unstack",
    ({ x, y }) => [tf.stack([x!, y!], 1), ...tf.unstack(x!, 1)],
    { x, y: floats(4, 3) },
  ],
  ["split", ({ x }) => [...tf.split(x!, 3, 1), ...tf.split(x!, [1, 3], 0)], { x }],
  [
    "slice",
    ({ x }) => [tf.slice(x!, [1, 0], [2, 2]), tf.slice(x!, 1), tf.slice(x!, [0, 1], [-1, 1])],
    { x },
  ],
  [
    "stridedSlice",
    ({ x }) => [
      tf.stridedSlice(x!, [0, 2], [4, 0], [2, -1]),
      tf.stridedSlice(x!, [-1, 0], [-4, 2], [-1, 1]),
      tf.stridedSlice(x!, [1, 0], [2, 3], [1, 1], 0, 0, 0, 0, 1),
    ],
    { x },
  ],
  ["reverse", ({ x }) => [tf.reverse(x!), tf.reverse(x!, 1)], { x }],
  [
    "pad",
    ({ x }) =>
      tf.pad(
        x!,
        [
          [1, 0],
          [2, 1],
        ],
        7,
      ),
    { x },
  ],
  [
    "mirrorPad",
    ({ x }) => [
      tf.mirrorPad(
        x!,
        [
          [1, 2],
          [2, 1],
        ],
        "reflect",
      ),
      tf.mirrorPad(
        x!,
        [
          [1, 2],
          [3, 1],
        ],
        "symmetric",
      ),
    ],
    { x },
  ],
  ["tile", ({ x }) => tf.tile(x!, [2, 3]), { x }],
  ["broadcastTo", ({ x }) => tf.broadcastTo(x!, [4, 2, 3]), { x: floats(4, 1, 3) }],
  [
    "fill, range, linspace",
    ({ x }) => [
      tf.add(x!, tf.fill([4, 3], 2)),
      tf.add(tf.range(0, 3), x!),
      tf.add(tf.linspace(0, 1, 3), x!),
      tf.range(5, 0, -2),
    ],
    { x },
  ],
  ["oneHot", ({ i }) => [tf.oneHot(i!, 4), tf.oneHot(i!, 4, 5, -1)], { i: integers(4, 2, 3) }],
];
