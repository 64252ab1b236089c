import { valueAndGrad } from "@ebm/core";
import { generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, test } from "vitest";
import { expectSame, openTraced, type Tensors } from "../test/expect-parity.js";
import { runKernel } from "../test/run-kernel.js";
import type { Traceable } from "./index.js";

type Images = tf.Tensor4D;
const x = generic([2, 5, 4, 3]);
const volumes = generic([1, 4, 5, 3, 2]);

/** The gradient of ⟨dy, f(x)⟩ in x. */
const pulledBack = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor, dy: tf.Tensor): tf.Tensor =>
  valueAndGrad((x: tf.Tensor) => tf.sum(tf.mul(f(x), dy)) as tf.Scalar)(x).grad;

const ofKernel = (name: string, attrs: object): Traceable => {
  const input = name.startsWith("Resize") ? "images" : "input";
  return ({ x, dy }) => runKernel(name, { dy: dy!, [input]: x!, output: dy! }, attrs);
};

describe("what eager tfjs gets wrong is traced right", () => {
  type Mended = readonly [name: string, traced: Traceable, right: Traceable, inputs: Tensors];
  const gradients = (
    [
      [
        "AvgPool",
        { filterSize: 3, strides: 2, pad: "same" },
        (x) => tf.avgPool(x as Images, 3, 2, "same"),
        x,
      ],
      [
        "AvgPool3D",
        { filterSize: 2, strides: 1, pad: "same" },
        (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, "same"),
        volumes,
      ],
      [
        "MaxPool3D",
        { filterSize: [2, 3, 1], strides: 1, pad: "same" },
        (x) => tf.maxPool3d(x as tf.Tensor5D, [2, 3, 1], 1, "same"),
        volumes,
      ],
      [
        "ResizeBilinear",
        { alignCorners: false, halfPixelCenters: true },
        (x) => tf.image.resizeBilinear(x as Images, [7, 3], false, true),
        x,
      ],
      [
        "ResizeNearestNeighbor",
        { alignCorners: false, halfPixelCenters: false },
        (x) => tf.image.resizeNearestNeighbor(x as Images, [7, 9]),
        x,
      ],
    ] as [string, object, (x: tf.Tensor) => tf.Tensor, tf.Tensor][]
  ).map(
    ([kernel, attrs, f, x]): Mended => [
      `${kernel}Grad`,
      ofKernel(`${kernel}Grad`, attrs),
      ({ x, dy }) => pulledBack(f, x!, dy!),
      { x, dy: generic(f(x).shape, { seed: 1 }) },
    ],
  );

  const turn = tf.keep(tf.tensor2d([[0.9, 0.21, 0.3, -0.13, 1.1, 0.4, 0, 0]]));
  const transform = (x: tf.Tensor): tf.Tensor => tf.image.transform(x as Images, turn, "bilinear");
  const dilated = {
    strides: 1,
    pad: "same",
    dilations: 2,
    inputShape: x.shape,
    filterShape: [3, 2, 3, 2],
  };
  const filter = generic(dilated.filterShape, { seed: 2 });
  const depthwise = (x: tf.Tensor, f: tf.Tensor): tf.Tensor =>
    tf.depthwiseConv2d(x as Images, f as Images, 1, "same", "NHWC", 2);
  const dy = generic([2, 5, 4, 6], { seed: 1 });

  test.each<Mended>([
    ...gradients,
    [
      "transform of a batch",
      ({ x }) => transform(x!),
      ({ x }) => tf.concat(tf.split(x!, 2).map(transform)),
      { x },
    ],
    [
      "denseBincount of a vector, binary",
      ({ x }) => tf.denseBincount(x as tf.Tensor1D, [], 4, true),
      () => tf.tensor1d([1, 0, 1, 1]),
      { x: tf.tensor1d([2, 0, 2, 3, 3], "int32") },
    ],
    [
      "einsum with a factor of no index that is summed over",
      ({ a, b }) => tf.einsum("ij,j->j", a!, b!),
      ({ a, b }) => tf.mul(tf.sum(a!, 0), b!),
      { a: generic([2, 3]), b: generic([3], { seed: 1 }) },
    ],
    [
      "gradients of dilated depthwise convolutions",
      ({ x, f, dy }) => ({
        dx: runKernel("DepthwiseConv2dNativeBackpropInput", { dy: dy!, filter: f! }, dilated),
        df: runKernel("DepthwiseConv2dNativeBackpropFilter", { x: x!, dy: dy! }, dilated),
      }),
      ({ x, f, dy }) => ({
        dx: pulledBack((x) => depthwise(x, f!), x!, dy!),
        df: pulledBack((f) => depthwise(x!, f), f!, dy!),
      }),
      { x, f: filter, dy },
    ],
  ])("%s", async (_, traced, right, inputs) => {
    const session = await openTraced(traced, inputs);
    await expectSame(session, right, inputs);
    await session.release();
  });
});
