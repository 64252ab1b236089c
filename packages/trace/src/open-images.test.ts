import { valueAndGrad } from "@ebm/core";
import { generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "vitest";
import { expectSame, openTraced } from "../test/expect-parity.js";
import type { Traceable } from "./index.js";

type Images = tf.Tensor4D;
type Volumes = tf.Tensor5D;
type F = (x: Images, filter: tf.Tensor) => tf.Tensor;

const cube = (x: Images): Volumes => tf.reshape(x, [-1, 6, 5, 4, 1]);
const pads: [number, number][] = [
  [0, 0],
  [1, 2],
  [2, 0],
  [0, 0],
];
const cases: Record<string, readonly [f: F, filter: readonly number[]]> = {
  conv2d: [(x, f) => tf.conv2d(x, f as Images, 2, "same"), [3, 2, 4, 3]],
  "conv2d, dilated": [(x, f) => tf.conv2d(x, f as Images, 1, "valid", "NHWC", 2), [2, 2, 4, 3]],
  conv3d: [(x, f) => tf.conv3d(cube(x), f as Volumes, 1, "same"), [2, 2, 2, 1, 2]],
  depthwiseConv2d: [(x, f) => tf.depthwiseConv2d(x, f as Images, 2, "same"), [3, 3, 4, 2]],
  avgPool: [(x, f) => tf.mul(tf.avgPool(x, 3, 2, "same"), f), [4]],
  maxPool: [(x, f) => tf.mul(tf.maxPool(x, 2, 2, "valid"), f), [4]],
  maxPool3d: [(x, f) => tf.mul(tf.maxPool3d(cube(x), 2, 1, "same"), f), [1]],
  dilation2d: [(x, f) => tf.dilation2d(x, f as tf.Tensor3D, 1, "same"), [2, 2, 4]],
  batchNorm: [
    (x, f) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.batchNorm(
        x,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        f as tf.Tensor1D,
        tf.ones([4]),
      );
    },
    [4],
  ],
  localResponseNormalization: [(x, f) => tf.mul(tf.localResponseNormalization(x, 1), f), [4]],
  resizeBilinear: [(x, f) => tf.mul(tf.image.resizeBilinear(x, [9, 4], false, true), f), [4]],
  resizeNearestNeighbor: [(x, f) => tf.mul(tf.image.resizeNearestNeighbor(x, [9, 4]), f), [4]],
  mirrorPad: [(x, f) => tf.mul(tf.mirrorPad(x, pads, "reflect"), f), [4]],
  spaceToBatchND: [
    (x, f) =>
      tf.mul(
        tf.spaceToBatchND(
          x,
          [2, 5],
          [
            [0, 0],
            [0, 0],
          ],
        ),
        f,
      ),
    [4],
  ],
  depthToSpace: [(x, f) => tf.mul(tf.depthToSpace(x, 2), f), [1]],
  flipLeftRight: [(x, f) => tf.mul(tf.image.flipLeftRight(x), f), [4]],
  cumprod: [(x, f) => tf.mul(tf.cumprod(x, 1), f), [4]],
  einsum: [(x, f) => tf.einsum("bijc,cd->bdij", x, f), [4, 3]],
};

test.each(Object.entries(cases))(
  "%s and its gradients hold at every batch",
  async (_, [f, shape]) => {
    const filter = generic(shape, { seed: 1 });
    const both: Traceable = ({ x }) => {
      const loss = ({ x, filter }: { x: tf.Tensor; filter: tf.Tensor }): tf.Scalar =>
        tf.sum(tf.sin(f(x as Images, filter)));
      const { grad } = valueAndGrad(loss)({ x: x!, filter });
      return { y: f(x as Images, filter), dx: grad.x, df: grad.filter };
    };
    const open = { x: { shape: ["batch", 6, 5, 4], dtype: "float32" } };
    const session = await openTraced(both, open);
    for (const batch of [1, 3]) {
      await expectSame(session, both, { x: generic([batch, 6, 5, 4]) }, { rtol: 1e-4, atol: 1e-4 });
    }
    await session.release();
  },
);
