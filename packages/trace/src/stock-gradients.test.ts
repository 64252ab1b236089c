import { registerGradients } from "@ebm/core";
import { expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

/** The gradients that importing tf.layers, and so stock TensorFlow.js, has put over ours. */
const names = tf.getKernelsForBackend("cpu").map(({ kernelName }) => kernelName);
const present = names.map((name) => tf.getGradient(name));
registerGradients();
const stock = present.filter((gradient, i) => gradient !== tf.getGradient(names[i]!));

function registerStock(): void {
  // ours of functions that are no kernels have names like this
  for (const name of [...names, "logSoftmax__op"]) {
    if (tf.getGradient(name)) tf.unregisterGradient(name);
  }
  for (const gradient of stock) tf.registerGradient(gradient);
}

type F = (...xs: tf.Tensor[]) => tf.Tensor;
type Case = readonly [f: F, xs: readonly tf.Tensor[], step?: number];
type Images = tf.Tensor4D;
type Volumes = tf.Tensor5D;

const matrix = generic([2, 3]);
const row = generic([3], { seed: 1 });
const positive = generic([2, 3], { from: 0.7, to: 2 });
const images = generic([2, 5, 4, 2], { from: -1, to: 1 });
const square = generic([1, 4, 4, 2]);
const volumes = generic([1, 3, 4, 3, 2], { from: -1, to: 1 });
const filter = generic([2, 3, 2, 2], { seed: 1, from: -1, to: 1 });
const at = tf.tensor2d([[1, 0]], [1, 2], "int32");
const of = (x: tf.Tensor, f: (x: tf.Tensor) => tf.Tensor): Case => [
  (x) => tf.sin(f(x)),
  [x],
  1 / 64,
];
const unary = (...names: (keyof typeof tf)[]): Record<string, Case> =>
  Object.fromEntries(names.map((name) => [name, [tf[name] as F, [matrix]]]));
const conv = (...rest: [string?, number?]): Case => [
  (x, f) => tf.conv2d(x as Images, f as Images, 1, "same", "NHWC", rest[1] ?? 1),
  [images, filter],
  1 / 4,
];
const resize = (f: typeof tf.image.resizeBilinear, x: tf.Tensor, ofCenters = false): Case =>
  of(x, (x) => f(x as Images, [7, 6], false, ofCenters));

const wrongAtSecond: Record<string, Case> = {
  ...unary("exp", "sigmoid", "tanh", "elu", "softmax", "logSoftmax"),
  swish: [(x) => tf.mul(x, tf.sigmoid(x)), [matrix]],
};
const wrongAtFirst: Record<string, Case> = {
  mirrorPad: of(matrix, (x) =>
    tf.mirrorPad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      "reflect",
    ),
  ),
  "avgPool, padded": of(images, (x) => tf.avgPool(x as Images, 3, 1, "same")),
  "avgPool, rounded": of(images, (x) => tf.avgPool(x as Images, 3, 2, 1, "ceil")),
  "maxPool, rounded": of(images, (x) => tf.maxPool(x as Images, 3, 2, 1, "ceil")),
  "avgPool3d, padded": of(volumes, (x) => tf.avgPool3d(x as Volumes, 2, 1, "same")),
  "maxPool3d, no cubes": of(volumes, (x) => tf.maxPool3d(x as Volumes, [2, 3, 1], 1, "same")),
  "resizeBilinear, of centers": resize(tf.image.resizeBilinear, square, true),
  "resizeNearestNeighbor, of centers": resize(tf.image.resizeNearestNeighbor, square, true),
  "resizeNearestNeighbor, of two images": resize(tf.image.resizeNearestNeighbor, images),
};
const throwsAtSecond: Record<string, Case> = {
  ...unary("relu6", "selu", "leakyRelu", "max", "min", "logSumExp"),
  pow: [tf.pow as F, [positive, matrix]],
  prelu: [tf.prelu as F, [matrix, row]],
  clipByValue: [(x) => tf.clipByValue(x, -0.8, 1.1), [matrix]],
  conv2d: conv(),
  conv3d: [
    (x, f) => tf.conv3d(x as Volumes, f as Volumes, 1, "same"),
    [volumes, generic([2, 2, 3, 2, 1])],
    1 / 4,
  ],
  depthwiseConv2d: [
    (x, f) => tf.depthwiseConv2d(x as Images, f as Images, 1, "same"),
    [images, filter],
    1 / 4,
  ],
  avgPool: of(images, (x) => tf.avgPool(x as Images, 2, 2, "valid")),
  maxPool: of(images, (x) => tf.maxPool(x as Images, 2, 2, "valid")),
  avgPool3d: of(volumes, (x) => tf.avgPool3d(x as Volumes, 2, 1, "valid")),
  maxPool3d: of(volumes, (x) => tf.maxPool3d(x as Volumes, 2, 1, "valid")),
  dilation2d: [
    (x, f) => tf.sin(tf.dilation2d(x as Images, f as tf.Tensor3D, 1, "same")),
    [images, generic([2, 3, 2], { seed: 1 })],
    1 / 64,
  ],
  resizeBilinear: resize(tf.image.resizeBilinear, square),
  resizeNearestNeighbor: resize(tf.image.resizeNearestNeighbor, square),
  localResponseNormalization: of(generic([1, 2, 2, 4]), (x) =>
    tf.localResponseNormalization(x as Images, 1, 1, 0.5, 0.7),
  ),
};
const throwsAtFirst: Record<string, Case> = {
  where: [(x) => tf.where(tf.greater(x, 0), tf.sin(x), tf.exp(x)), [matrix]],
  divNoNan: [tf.divNoNan as F, [matrix, positive]],
  maximum: [tf.maximum as F, [matrix, row]],
  minimum: [tf.minimum as F, [matrix, row]],
  squaredDifference: [tf.squaredDifference as F, [matrix, row]],
  "matMul of a batch": [(a, b) => tf.matMul(a, b), [generic([2, 2, 3]), generic([3, 2])]],
  "conv2d, dilated": conv(undefined, 2),
  "cumsum along the first axis": [(x) => tf.cumsum(x, 0), [matrix]],
  "resizeBilinear of no squares": resize(tf.image.resizeBilinear, images),
  topk: of(matrix, (x) => tf.topk(x, 2).values),
  gatherND: of(matrix, (x) => tf.gatherND(x, at)),
  scatterND: of(generic([1]), (x) => tf.scatterND(at, x, [2, 3])),
  tensorScatterUpdate: of(matrix, (x) => tf.tensorScatterUpdate(x, at, tf.ones([1]))),
  sparseToDense: of(generic([1]), (x) => tf.sparseToDense(at, x, [2, 3])),
  stridedSlice: of(matrix, (x) => tf.stridedSlice(x, [0, 0], [2, 3], [1, 2])),
  diag: of(row, (x) => tf.diag(x)),
  einsum: of(matrix, (x) => tf.einsum("ij,kj->ik", x, x)),
  cumprod: of(matrix, (x) => tf.cumprod(x, 1)),
  depthToSpace: of(generic([2, 2, 3, 4]), (x) => tf.depthToSpace(x as Images, 2)),
  flipLeftRight: of(images, (x) => tf.image.flipLeftRight(x as Images)),
  maxPoolWithArgmax: of(images, (x) => tf.maxPoolWithArgmax(x as Images, 2, 1, "same").result!),
};

/** Describes the registered gradients at an order: right, wrong or throwing. */
function outcome([f, xs, step = 1 / 16]: Case, order: number): "right" | "wrong" | "throws" {
  const engine = tf.engine();
  const { state } = engine;
  try {
    expectGradient(f, xs, { order, step });
    return "right";
  } catch (error) {
    return String(error).includes("finite differences") ? "wrong" : "throws";
  } finally {
    // What threw has left the sweep as it was.
    Object.assign(state, { gradientDepth: 0, kernelDepth: 0, activeTape: null });
  }
}

describe("what the README of @ebm/core says of stock TensorFlow.js", () => {
  beforeEach(registerStock);
  afterAll(registerGradients);

  const kinds = [
    ["is silently wrong at second order", wrongAtSecond, ["right", "wrong"]],
    ["is silently wrong at first order", wrongAtFirst, ["wrong"]],
    ["throws at second order", throwsAtSecond, ["right", "throws"]],
    ["throws at first order", throwsAtFirst, ["throws"]],
  ] as const;
  test.each(kinds)("%s", (_, cases, expected) => {
    const found = Object.entries(cases).map(([name, each]) => {
      return [name, ...expected.map((_, i) => outcome(each, i + 1))];
    });
    expect(found).toEqual(Object.keys(cases).map((name) => [name, ...expected]));
  });

  test("and ours are right", () => {
    registerGradients();
    for (const [, cases] of kinds) {
      for (const [name, each] of Object.entries(cases)) {
        expect([name, outcome(each, 1), outcome(each, 2)]).toEqual([name, "right", "right"]);
      }
    }
  });
});
