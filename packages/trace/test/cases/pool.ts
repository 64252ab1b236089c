import * as tf from "@tensorflow/tfjs-core";
import { runKernel } from "../run-kernel.js";
import { type Case, floats, integers } from "./case.js";

type Images = tf.Tensor4D;
type Volumes = tf.Tensor5D;
type Pair = number | [number, number];
type Triple = number | [number, number, number];
type Window = readonly [
  size: Pair,
  strides: Pair,
  pad: "same" | "valid" | number,
  rounding?: "ceil",
];
type Window3d = readonly [size: Triple, strides: Triple, pad: "same" | "valid"];

const images = floats(2, 7, 6, 3);
const volumes = floats(2, 4, 5, 6, 2);

const windows: readonly Window[] = [
  [2, 2, "valid"],
  [[3, 2], 1, "same"],
  [3, 2, "same"],
  [2, [3, 1], "valid"],
  [1, 2, "same"],
  [3, 2, 1, "ceil"],
  [1, 1, "same"],
];
const windows3d: readonly Window3d[] = [
  [2, 2, "valid"],
  [[2, 3, 1], 1, "same"],
  [2, [1, 3, 2], "same"],
  [1, 3, "same"],
];
const worded = (window: Window | Window3d): string => JSON.stringify(window).slice(1, -1);

const forward = windows.map(
  (window): Case => [
    `pool, ${worded(window)}`,
    ({ x }) => [tf.avgPool(x as Images, ...window), tf.maxPool(x as Images, ...window)],
    { x: images },
  ],
);
const forward3d = windows3d.map(
  (window): Case => [
    `pool3d, ${worded(window)}`,
    ({ x }) => [tf.avgPool3d(x as Volumes, ...window), tf.maxPool3d(x as Volumes, ...window)],
    { x: volumes },
  ],
);

// The average-pool gradients of tfjs are right for windows inside the image, and in 3-D for cubes.
const backward = (
  [
    [2, 2],
    [3, 1],
    [2, 3],
  ] as const
).flatMap(([filterSize, strides]): Case[] => {
  const attrs = { filterSize, strides, pad: "valid" };
  const y = tf.avgPool(images as Images, filterSize, strides, "valid");
  const y3d = tf.avgPool3d(volumes as Volumes, filterSize, strides, "valid");
  return [
    [
      `pool gradients, ${filterSize}, ${strides}`,
      ({ x, dy }) => [
        runKernel("AvgPoolGrad", { dy: dy!, input: x! }, attrs),
        runKernel("MaxPoolGrad", { dy: dy!, input: x!, output: dy! }, attrs),
      ],
      { x: images, dy: floats(...y.shape) },
      { isDifferentiable: false },
    ],
    [
      `pool3d gradients, ${filterSize}, ${strides}`,
      ({ x, dy }) => [
        runKernel("AvgPool3DGrad", { dy: dy!, input: x! }, attrs),
        runKernel("MaxPool3DGrad", { dy: dy!, input: x!, output: dy! }, attrs),
      ],
      { x: volumes, dy: floats(...y3d.shape) },
      { isDifferentiable: false },
    ],
  ];
});

const dilations = (
  [
    [1, "valid", 1],
    [[2, 3], "same", 1],
    [1, "same", [1, 2]],
  ] as const
).flatMap(([strides, pad, rate]): Case[] => {
  const dilations = rate as Pair;
  const args = [strides as Pair, pad, dilations] as const;
  const attrs = { strides, pad, dilations };
  const filter = floats(2, 3, 3);
  const y = tf.dilation2d(images as Images, filter as tf.Tensor3D, ...args);
  return [
    [
      `dilation2d, ${JSON.stringify(args)}`,
      ({ x, f }) => tf.dilation2d(x as Images, f as tf.Tensor3D, ...args),
      { x: images, f: filter },
    ],
    [
      `Dilation2DBackprop, ${JSON.stringify(args)}`,
      ({ x, f, dy }) => [
        runKernel("Dilation2DBackpropInput", { x: x!, filter: f!, dy: dy! }, attrs),
        runKernel("Dilation2DBackpropFilter", { x: x!, filter: f!, dy: dy! }, attrs),
      ],
      { x: images, f: filter, dy: floats(...y.shape) },
      { isDifferentiable: false },
    ],
  ];
});

export const poolCases: readonly Case[] = [
  ...forward,
  ...forward3d,
  ...backward,
  ...dilations,
  [
    "MaxPoolGrad, padded",
    ({ x, dy }) => {
      const attrs = { filterSize: [3, 2], strides: 2, pad: "same" };
      return runKernel("MaxPoolGrad", { dy: dy!, input: x!, output: dy! }, attrs);
    },
    { x: images, dy: floats(2, 4, 3, 3) },
    { isDifferentiable: false },
  ],
  [
    // ORT fuses padding and pooling into one node, whose padding is not zero.
    "pools of images padded with zeros",
    ({ x }) => {
      const wide = tf.pad(tf.sub(x!, 5), [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ]) as Images;
      return [tf.maxPool(wide, 3, 2, "valid"), tf.avgPool(wide, 3, 2, "valid")];
    },
    { x: images },
  ],
  [
    "maxPoolWithArgmax",
    ({ x }) =>
      [false, true].flatMap((isOfBatch) => {
        const { result, indexes } = tf.maxPoolWithArgmax(x as Images, [3, 2], 2, "same", isOfBatch);
        return [result!, indexes!];
      }),
    { x: images },
  ],
  [
    "maxPool of integers",
    ({ x }) => tf.maxPool(x as Images, 2, 2, "same"),
    { x: integers(90, 1, 5, 4, 2) },
  ],
  [
    "pool, dilated",
    ({ x }) => [
      tf.pool(x as Images, [2, 2], "max", "valid", [2, 1]),
      tf.pool(x as Images, [2, 2], "avg", "same", 1, 2),
    ],
    { x: images },
  ],
];
