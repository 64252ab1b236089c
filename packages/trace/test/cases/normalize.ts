import * as tf from "@tensorflow/tfjs-core";
import { runKernel } from "../run-kernel.js";
import { type Case, floats, positives } from "./case.js";

const images = floats(2, 3, 4, 5);
const [mean, variance, offset, scale] = [floats(5), positives(5), floats(5), floats(5)];

export const normalizeCases: readonly Case[] = [
  [
    "batchNorm",
    ({ x, mean, variance, offset, scale }) =>
      tf.batchNorm(x!, mean!, variance!, offset, scale, 0.01),
    { x: images, mean, variance, offset, scale },
  ],
  [
    "batchNorm of trained statistics",
    ({ x }) => tf.batchNorm(x!, mean, variance, offset, scale),
    { x: images },
  ],
  [
    "batchNorm of rows, without offset and scale",
    ({ x, mean, variance }) => [
      tf.batchNorm(x!, mean!, variance!),
      tf.batchNorm(x!, tf.zeros([5]), tf.ones([5])),
    ],
    { x: floats(3, 5), mean, variance },
  ],
  [
    "batchNorm of statistics of each entry",
    ({ x, mean, variance, offset, scale }) => tf.batchNorm(x!, mean!, variance!, offset, scale),
    {
      x: images,
      mean: floats(2, 3, 4, 5),
      variance: positives(2, 3, 4, 5),
      offset: floats(2, 3, 4, 5),
      scale: floats(2, 3, 4, 5),
    },
  ],
  [
    "localResponseNormalization",
    ({ x }) => [
      tf.localResponseNormalization(x as tf.Tensor4D),
      tf.localResponseNormalization(x as tf.Tensor4D, 1, 2, 0.3, 0.75),
    ],
    { x: images },
  ],
  [
    "LRNGrad",
    ({ x, y, dy }) => {
      const attrs = { depthRadius: 1, bias: 2, alpha: 0.3, beta: 0.75 };
      return runKernel("LRNGrad", { x: x!, y: y!, dy: dy! }, attrs);
    },
    { x: images, y: floats(2, 3, 4, 5), dy: floats(2, 3, 4, 5) },
    { isDifferentiable: false },
  ],
  [
    "moments",
    ({ x }) => {
      const { mean, variance } = tf.moments(x!, [0, 1]);
      return [mean, variance];
    },
    { x: images },
  ],
];
