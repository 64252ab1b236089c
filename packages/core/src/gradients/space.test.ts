import { generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { type Case, describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { normalize } from "./normalize.js";
import { resize } from "./resize.js";
import { space } from "./space.js";

const images = generic([2, 4, 6, 2]);

// nothing linear has a second derivative of its own, so that of what follows is taken
const after =
  (f: (x: tf.Tensor) => tf.Tensor) =>
  (x: tf.Tensor): tf.Tensor =>
    tf.sin(f(x));

describeGradients(space, {
  BatchToSpaceND: [
    [
      after((x) =>
        tf.batchToSpaceND(
          x,
          [2, 3],
          [
            [1, 0],
            [0, 2],
          ],
        ),
      ),
      [generic([6, 2, 2, 1])],
    ],
    [after((x) => tf.batchToSpaceND(x, [2], [[0, 1]])), [generic([4, 3, 2])]],
  ],
  SpaceToBatchND: [
    [
      after((x) =>
        tf.spaceToBatchND(
          x,
          [2, 3],
          [
            [1, 1],
            [0, 0],
          ],
        ),
      ),
      [images],
    ],
    [after((x) => tf.spaceToBatchND(x, [2], [[1, 0]])), [generic([2, 3, 2])]],
  ],
  DepthToSpace: [[after((x) => tf.depthToSpace(x as tf.Tensor4D, 2)), [generic([2, 2, 3, 8])]]],
  FlipLeftRight: [[after((x) => tf.image.flipLeftRight(x as tf.Tensor4D)), [images]]],
  MirrorPad: (["reflect", "symmetric"] as const).flatMap((mode): Case[] => [
    [
      after((x) =>
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [0, 2],
          ],
          mode,
        ),
      ),
      [generic([3, 4])],
    ],
    [after((x) => tf.mirrorPad(x, [[2, 1]], mode)), [generic([4])]],
  ]),
});

const sizes: readonly (readonly [to: [number, number], align?: boolean, half?: boolean])[] = [
  [[7, 5]],
  [[2, 9], true],
  [[3, 4], false, true],
  [[9, 13], false, true],
  [[1, 6], true],
];
describeGradients(resize, {
  ResizeBilinear: sizes.map(([to, align, half]) => [
    after((x) => tf.image.resizeBilinear(x as tf.Tensor4D, to, align, half)),
    [images],
  ]),
  ResizeNearestNeighbor: sizes.map(([to, align, half]) => [
    after((x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, to, align, half)),
    [images],
  ]),
});

const row = (seed: number, from = -1): tf.Tensor => generic([2], { seed, from, to: 2 });
describeGradients(normalize, {
  FusedBatchNorm: [
    [
      (...[x, mean, variance, offset, scale]: [tf.Tensor4D, ...tf.Tensor1D[]]) =>
        tf.batchNorm(x, mean!, variance!, offset, scale, 0.1),
      [images, row(1), row(2, 1), row(3), row(4)],
    ],
    [
      (...[x, mean, variance, offset, scale]: tf.Tensor2D[]) =>
        tf.batchNorm(x!, mean!, variance!, offset, scale),
      [0, 1, 2, 3, 4].map((seed) => generic([3, 2], { seed, from: seed === 2 ? 1 : -1 })),
    ],
  ],
  LRN: [
    [(x: tf.Tensor4D) => tf.localResponseNormalization(x, 1, 1, 0.5, 0.7), [generic([1, 2, 2, 4])]],
    [(x: tf.Tensor4D) => tf.localResponseNormalization(x), [generic([1, 2, 1, 3])]],
  ],
});
