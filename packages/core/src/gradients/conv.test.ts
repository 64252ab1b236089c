import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "vitest";
import { type Case, describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { conv } from "./conv.js";
import { depthwiseConv } from "./depthwise-conv.js";

type Args = [x: tf.Tensor4D, filter: tf.Tensor4D];
type Args3d = [x: tf.Tensor5D, filter: tf.Tensor5D];
type Pad = "same" | "valid" | number | tf.backend_util.ExplicitPadding;
type Pair = number | [number, number];

const around: tf.backend_util.ExplicitPadding = [
  [0, 0],
  [1, 0],
  [0, 2],
  [0, 0],
];
const geometries: readonly (readonly [Pair, Pad, Pair?, ("floor" | "ceil")?])[] = [
  [1, "valid"],
  [1, "same"],
  [2, "same"],
  [[3, 2], "valid"],
  [1, "valid", [2, 1]],
  [1, "same", 2],
  [2, around],
  [3, 1, 1, "ceil"],
];

const images = generic([2, 5, 4, 2], { from: -1, to: 1 });
const filter = generic([2, 3, 2, 2], { seed: 1, from: -1, to: 1 });
const volumes = generic([1, 3, 4, 3, 2], { from: -1, to: 1 });
const filter3d = generic([2, 2, 3, 2, 1], { seed: 1, from: -1, to: 1 });
const step = 1 / 4;

const run = (kernel: string, inputs: Record<string, tf.Tensor>, attrs: object): tf.Tensor =>
  tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap);
const cosineOf = (n: number, shape: number[]): tf.Tensor =>
  generic(shape, { seed: n, from: -1, to: 1 });

const toFilter = (strides: Pair, pad: Pad): Case => {
  const y = tf.conv2d(images as tf.Tensor4D, filter as tf.Tensor4D, strides, pad);
  const attrs = { strides, pad, dataFormat: "NHWC", filterShape: filter.shape };
  return [
    (x: tf.Tensor, dy: tf.Tensor) => run("Conv2DBackpropFilter", { x, dy }, attrs),
    [images, cosineOf(2, y.shape)],
    { step },
  ];
};
const backprop3d = (kernel: string, strides: number, pad: "same" | "valid"): Case => {
  const y = tf.conv3d(volumes as tf.Tensor5D, filter3d as tf.Tensor5D, strides, pad);
  const dy = cosineOf(2, y.shape);
  const attrs = { strides, pad, inputShape: volumes.shape, filterShape: filter3d.shape };
  return kernel === "Conv3DBackpropInputV2"
    ? [
        (dy: tf.Tensor, filter: tf.Tensor) => run(kernel, { dy, filter }, attrs),
        [dy, filter3d],
        { step },
      ]
    : [(x: tf.Tensor, dy: tf.Tensor) => run(kernel, { x, dy }, attrs), [volumes, dy], { step }];
};

describeGradients(conv, {
  Conv2D: [
    ...geometries.map(
      ([strides, pad, dilations, rounding]): Case => [
        (...[x, f]: Args) => tf.conv2d(x, f, strides, pad, "NHWC", dilations, rounding),
        [images, filter],
        { step },
      ],
    ),
    [
      (...[x, f]: Args) => tf.conv2d(x, f, 1, "same", "NCHW", 2),
      [tf.transpose(images, [0, 3, 1, 2]), filter],
      { step },
    ],
    [
      (x: tf.Tensor3D, f: tf.Tensor3D) => tf.conv1d(x, f, 2, "same"),
      [generic([2, 5, 2]), generic([3, 2, 2], { seed: 1 })],
      { step },
    ],
  ],
  Conv2DBackpropInput: (
    [
      [1, "valid", [2, 6, 6, 2]],
      [2, "same", [2, 9, 8, 2]],
      [2, "valid", [2, 10, 10, 2]],
    ] as const
  ).map(([strides, pad, shape]) => [
    (...[x, f]: Args) => tf.conv2dTranspose(x, f, [...shape], strides, pad),
    [images, filter],
    { step },
  ]),
  Conv2DBackpropFilter: [toFilter(1, "same"), toFilter(2, "valid"), toFilter(2, around)],
  Conv3D: (
    [
      [1, "valid"],
      [1, "same"],
      [2, "same"],
      [[1, 2, 1], "valid"],
      [1, "same", 2],
    ] as const
  ).map(([strides, pad, dilations]) => [
    (...[x, f]: Args3d) =>
      tf.conv3d(x, f, strides as number, pad, "NDHWC", dilations as unknown as number),
    [volumes, filter3d],
    { step },
  ]),
  Conv3DBackpropInputV2: [
    backprop3d("Conv3DBackpropInputV2", 1, "same"),
    backprop3d("Conv3DBackpropInputV2", 2, "valid"),
  ],
  Conv3DBackpropFilterV2: [
    backprop3d("Conv3DBackpropFilterV2", 1, "valid"),
    backprop3d("Conv3DBackpropFilterV2", 2, "same"),
  ],
});

describeGradients([depthwiseConv], {
  DepthwiseConv2dNative: geometries.map(([strides, pad, dilations, rounding]) => [
    (...[x, f]: Args) => tf.depthwiseConv2d(x, f, strides, pad, "NHWC", dilations, rounding),
    [images, filter],
    { step },
  ]),
});

test("a fused convolution has the gradient of the parts it is made of", () => {
  const bias = generic([2], { seed: 3 });
  const common = { strides: 1, pad: "same" } as const;
  const whole = (x: tf.Tensor4D, f: tf.Tensor4D, b: tf.Tensor): tf.Tensor =>
    tf.fused.conv2d({ x, filter: f, bias: b, activation: "relu", ...common });
  const parts = (x: tf.Tensor4D, f: tf.Tensor4D, b: tf.Tensor): tf.Tensor =>
    tf.relu(tf.add(tf.conv2d(x, f, 1, "same"), b));
  const inputs = [images, filter, bias];
  const expected = tf.grads(parts as (...xs: tf.Tensor[]) => tf.Tensor)(inputs);
  for (const [i, dx] of tf
    .grads(whole as (...xs: tf.Tensor[]) => tf.Tensor)(inputs)
    .entries()) {
    expectClose(dx, expected[i]!);
  }
});
