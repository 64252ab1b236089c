import * as tf from "@tensorflow/tfjs-core";
import { runKernel } from "../run-kernel.js";
import { type Case, floats } from "./case.js";

type Images = tf.Tensor4D;
type Volumes = tf.Tensor5D;
type Pad = "same" | "valid" | number;

/** Strides, dilations, padding, and the rounding of dimensions. */
type Geometry = readonly [
  strides: number | [number, number],
  pad: Pad | tf.backend_util.ExplicitPadding,
  dilations?: number | [number, number],
  rounding?: "floor" | "ceil" | "round",
];

const around: tf.backend_util.ExplicitPadding = [
  [0, 0],
  [2, 1],
  [0, 3],
  [0, 0],
];
const geometries: readonly Geometry[] = [
  [1, "valid"],
  [1, "same"],
  [2, "valid"],
  [[2, 3], "same"],
  [[3, 1], 1, 1, "floor"],
  [2, 1, 1, "ceil"],
  [1, around],
  [2, around],
  [4, "same"],
  [1, "same", 2],
  [1, "valid", [2, 1]],
];
const worded = (geometry: Geometry): string => JSON.stringify(geometry).slice(1, -1);

const images = floats(2, 7, 6, 3);
const filter = floats(3, 2, 3, 4);
const volumes = floats(2, 4, 5, 6, 2);
const filter3d = floats(2, 3, 2, 2, 3);

const forward = geometries.flatMap((geometry): Case[] => {
  const [strides, pad, dilations, rounding] = geometry;
  return [
    [
      `conv2d, ${worded(geometry)}`,
      ({ x, f }) => tf.conv2d(x as Images, f as Images, strides, pad, "NHWC", dilations, rounding),
      { x: images, f: filter },
    ],
    [
      `depthwiseConv2d, ${worded(geometry)}`,
      ({ x, f }) =>
        tf.depthwiseConv2d(x as Images, f as Images, strides, pad, "NHWC", dilations, rounding),
      { x: images, f: floats(3, 2, 3, 2) },
    ],
  ];
});

const backward = geometries.slice(0, 9).flatMap((geometry): Case[] => {
  const [strides, pad, , dimRoundingMode] = geometry;
  const attrs = { strides, pad, dimRoundingMode, dataFormat: "NHWC", dilations: 1 };
  const y = tf.conv2d(images as Images, filter as Images, strides, pad, "NHWC", 1, dimRoundingMode);
  const [inputShape, filterShape] = [images.shape, filter.shape];
  const depthwise = [3, 2, 3, 2];
  return [
    [
      `Conv2DBackpropInput, ${worded(geometry)}`,
      ({ dy, filter }) =>
        runKernel("Conv2DBackpropInput", { dy: dy!, filter: filter! }, { ...attrs, inputShape }),
      { dy: floats(...y.shape), filter },
    ],
    [
      `Conv2DBackpropFilter, ${worded(geometry)}`,
      ({ x, dy }) =>
        runKernel("Conv2DBackpropFilter", { x: x!, dy: dy! }, { ...attrs, filterShape }),
      { x: images, dy: floats(...y.shape) },
      { isDifferentiable: false },
    ],
    [
      `DepthwiseConv2dNativeBackprop, ${worded(geometry)}`,
      ({ x, f, dy }) => [
        runKernel(
          "DepthwiseConv2dNativeBackpropInput",
          { dy: dy!, filter: f! },
          { ...attrs, inputShape },
        ),
        runKernel(
          "DepthwiseConv2dNativeBackpropFilter",
          { x: x!, dy: dy! },
          { ...attrs, filterShape: depthwise },
        ),
      ],
      { x: images, f: floats(...depthwise), dy: floats(...y.shape.with(3, 6)) },
      { isDifferentiable: false },
    ],
  ];
});

const in3d = (
  [
    [1, "valid"],
    [1, "same"],
    [2, "same"],
    [[1, 2, 3], "valid"],
    [[1, 3, 1], "same"],
    [1, "same", 2],
  ] as const
).flatMap(([strides, pad, dilations]): Case[] => {
  const given = [strides, pad, "NDHWC", dilations] as Parameters<typeof tf.conv3d> extends [
    unknown,
    unknown,
    ...infer Rest,
  ]
    ? Rest
    : never;
  const forward: Case = [
    `conv3d, ${JSON.stringify([strides, pad, dilations])}`,
    ({ x, f }) => tf.conv3d(x as Volumes, f as Volumes, ...given),
    { x: volumes, f: filter3d },
  ];
  if (dilations) return [forward];
  const { shape } = tf.conv3d(volumes as Volumes, filter3d as Volumes, ...given);
  const attrs = { strides, pad, inputShape: volumes.shape, filterShape: filter3d.shape };
  return [
    forward,
    [
      `Conv3DBackprop, ${JSON.stringify([strides, pad])}`,
      ({ x, f, dy }) => [
        runKernel("Conv3DBackpropInputV2", { dy: dy!, filter: f! }, attrs),
        runKernel("Conv3DBackpropFilterV2", { x: x!, dy: dy! }, attrs),
      ],
      { x: volumes, f: filter3d, dy: floats(...shape) },
      { isDifferentiable: false },
    ],
  ];
});

const fused = (["linear", "relu", "elu", "relu6", "sigmoid", "leakyrelu", "prelu"] as const).map(
  (activation): Case => [
    `fused convolutions, ${activation}`,
    ({ x, f, d, bias, biasOfDepth, alpha }) => {
      const common = { x: x as Images, strides: 1, pad: "same", activation } as const;
      return [
        tf.fused.conv2d({
          ...common,
          filter: f as Images,
          bias: bias!,
          preluActivationWeights: alpha!,
          leakyreluAlpha: 0.3,
        }),
        tf.fused.depthwiseConv2d({
          ...common,
          filter: d as Images,
          bias: biasOfDepth!,
          preluActivationWeights: tf.tile(tf.slice(alpha!, 0, 3), [2]),
          leakyreluAlpha: 0.3,
        }),
      ];
    },
    {
      x: images,
      f: filter,
      d: floats(2, 2, 3, 2),
      bias: floats(4),
      biasOfDepth: floats(6),
      alpha: floats(4),
    },
    { isDifferentiable: activation !== "leakyrelu" },
  ],
);

export const convCases: readonly Case[] = [
  ...forward,
  ...backward,
  ...in3d,
  ...fused,
  [
    "conv2d, channels first",
    ({ x, f }) => tf.conv2d(x as Images, f as Images, 2, "same", "NCHW"),
    { x: floats(2, 3, 7, 6), f: filter },
  ],
  [
    "fused.conv2d, channels first",
    ({ x, f, bias, alpha }) =>
      tf.fused.conv2d({
        x: x as Images,
        filter: f as Images,
        strides: 1,
        pad: "valid",
        dataFormat: "NCHW",
        bias: bias!,
        activation: "prelu",
        preluActivationWeights: alpha!,
      }),
    { x: floats(2, 3, 7, 6), f: filter, bias: floats(4), alpha: floats(4) },
    { isDifferentiable: false },
  ],
  [
    "conv1d, of one image and of a batch",
    ({ x, f }) => [
      tf.conv1d(x as tf.Tensor3D, f as tf.Tensor3D, 2, "same"),
      tf.conv1d(x as tf.Tensor3D, f as tf.Tensor3D, 1, "valid", "NWC", 2),
    ],
    { x: floats(2, 9, 3), f: floats(3, 3, 4) },
  ],
  [
    "conv2dTranspose and conv3dTranspose",
    ({ x, f, v, g }) => [
      tf.conv2dTranspose(x as Images, f as Images, [2, 9, 8, 2], 2, "same"),
      tf.conv2dTranspose(x as Images, f as Images, [2, 11, 8, 2], 2, "valid"),
      tf.conv3dTranspose(v as Volumes, g as Volumes, [1, 4, 5, 6, 2], [2, 2, 2], "same"),
    ],
    {
      x: floats(2, 5, 4, 3),
      f: floats(3, 2, 2, 3),
      v: floats(1, 2, 3, 3, 1),
      g: floats(2, 3, 2, 2, 1),
    },
    { isDifferentiable: false },
  ],
  [
    "separableConv2d",
    ({ x, d, p }) =>
      tf.separableConv2d(x as Images, d as Images, p as Images, 1, "same") as tf.Tensor,
    { x: images, d: floats(3, 3, 3, 2), p: floats(1, 1, 6, 2) },
  ],
];
