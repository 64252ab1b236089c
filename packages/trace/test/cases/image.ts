import * as tf from "@tensorflow/tfjs-core";
import { runKernel } from "../run-kernel.js";
import { type Case, floats, integers } from "./case.js";

type Images = tf.Tensor4D;
const images = floats(2, 5, 6, 3);

const sizes: readonly (readonly [to: [number, number], align?: boolean, half?: boolean])[] = [
  [[7, 5]],
  [[10, 12]],
  [[3, 9], true],
  [[4, 4], false, true],
  [[11, 13], false, true],
  [[1, 6], true],
];
const resizes = sizes.flatMap(([to, align = false, half = false]): Case[] => {
  const forward: Case = [
    `resize to ${to}${align ? ", corners aligned" : ""}${half ? ", of centers" : ""}`,
    ({ x }) => [
      tf.image.resizeBilinear(x as Images, to, align, half),
      tf.image.resizeNearestNeighbor(x as Images, to, align, half),
    ],
    { x: images },
  ];
  // The gradient kernels of tfjs do not support pixel centers.
  if (half) return [forward];
  const attrs = { alignCorners: align };
  return [
    forward,
    [
      `resize gradients of ${to}${align ? ", corners aligned" : ""}`,
      // tfjs uses the width of the first as a height, and only one image of the second.
      ({ x, dy }) => [
        tf.reshape(runKernel("ResizeBilinearGrad", { images: x!, dy: dy! }, attrs), x!.shape),
        runKernel("ResizeNearestNeighborGrad", { images: x!, dy: dy! }, attrs),
      ],
      { x: floats(1, 5, 6, 3), dy: floats(1, ...to, 3) },
      { isDifferentiable: false },
    ],
  ];
});

const boxes = tf.keep(
  tf.tensor2d([
    [0.11, 0.053, 0.913, 0.817],
    [0.717, 0.613, 0.231, 0.119],
    [-0.317, 0.213, 1.217, 0.931],
    [0, 0, 1, 1],
  ]),
);
const crops = (["bilinear", "nearest"] as const).flatMap((method) =>
  [
    [3, 4],
    [1, 1],
  ].map(
    (size): Case => [
      `cropAndResize, ${method}, to ${size}`,
      ({ x, boxes, index }) =>
        tf.image.cropAndResize(
          x as Images,
          boxes as tf.Tensor2D,
          index as tf.Tensor1D,
          size as [number, number],
          method,
          7,
        ),
      { x: images, boxes, index: tf.keep(tf.tensor1d([1, 0, 1, 5], "int32")) },
      { isDifferentiable: false },
    ],
  ),
);

// Numbers that put no pixel exactly between two, where rounding would decide.
const turn = [0.913, -0.317, 0.431, 0.257, 1.119, -0.713, 0.0131, -0.0197];
const transforms = (["constant", "reflect", "wrap", "nearest"] as const).flatMap((mode) =>
  (["nearest", "bilinear"] as const).map(
    (method): Case => [
      `transform, ${mode}, ${method}`,
      ({ x, to, far }) => [
        tf.image.transform(x as Images, to as tf.Tensor2D, method, mode, 0.5),
        tf.image.transform(x as Images, to as tf.Tensor2D, method, mode, 0.5, [3, 8]),
        tf.image.transform(x as Images, far as tf.Tensor2D, method, mode, 0.5),
      ],
      // One image, because tfjs ignores the others of a batch.
      {
        x: floats(1, 5, 6, 2),
        to: tf.keep(tf.tensor2d([turn])),
        far: tf.keep(tf.tensor2d([[2.317, 0.113, -9.331, 0.217, -1.713, 13.237, 0, 0]])),
      },
      { isDifferentiable: false },
    ],
  ),
);

const pads: [number, number][] = [
  [1, 0],
  [0, 2],
];
export const imageCases: readonly Case[] = [
  ...resizes,
  ...crops,
  ...transforms,
  [
    "resizeNearestNeighbor of integers",
    ({ x }) => tf.image.resizeNearestNeighbor(x as Images, [3, 7]),
    { x: integers(90, 1, 4, 5, 2) },
  ],
  ["flipLeftRight", ({ x }) => tf.image.flipLeftRight(x as Images), { x: images }],
  [
    "rotateWithOffset",
    ({ x }) => [
      tf.image.rotateWithOffset(x as Images, 0.7),
      tf.image.rotateWithOffset(x as Images, -2, [1, 2, 3], [0.2, 0.7]),
    ],
    { x: images },
    { isDifferentiable: false },
  ],
  ["grayscaleToRGB", ({ x }) => tf.image.grayscaleToRGB(x as Images), { x: floats(2, 3, 2, 1) }],
  [
    "spaceToBatchND",
    ({ x }) => [
      tf.spaceToBatchND(x!, [3, 4], pads),
      tf.spaceToBatchND(x!, [2], [[1, 0]]),
      tf.spaceToBatchND(
        x!,
        [1, 2, 3],
        [...pads, [0, 0]].map(([a]) => [a!, a!]),
      ),
    ],
    { x: images },
  ],
  [
    "batchToSpaceND",
    ({ x }) => [tf.batchToSpaceND(x!, [2, 3], pads), tf.batchToSpaceND(x!, [3], [[1, 1]])],
    { x: floats(6, 2, 3, 2) },
  ],
  ["depthToSpace", ({ x }) => tf.depthToSpace(x as Images, 2), { x: floats(2, 2, 3, 8) }],
];
