import { expectClose, expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { registerGradients } from "./gradients.js";
import { logMeanExp } from "./log-mean-exp.js";
import { logSoftmax } from "./log-softmax.js";
import { valueAndGrad } from "./value-and-grad.js";

test("gradients are put back where others replaced them, and only then", () => {
  const ours = ["Abs", "Exp", "BatchMatMul"].map((name) => tf.getGradient(name));
  for (const { kernelName } of ours) {
    tf.registerGradient({ kernelName, gradFunc: () => expect.fail("not ours") });
  }
  registerGradients();
  expect(ours.map(({ kernelName }) => tf.getGradient(kernelName))).toEqual(ours);
});

test("the kernels of the cpu backend have gradients, but for these", () => {
  const without = {
    ofKernelsThatOursAreNotMadeOf: `AvgPool3DGrad AvgPoolGrad
      DepthwiseConv2dNativeBackpropFilter DepthwiseConv2dNativeBackpropInput
      Dilation2DBackpropFilter Dilation2DBackpropInput LRNGrad MaxPool3DGrad
      ResizeBilinearGrad ResizeNearestNeighborGrad`,
    images: `CropAndResize Draw NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5
      RotateWithOffset Transform`,
    complexNumbers: "Complex ComplexAbs FFT IFFT Imag Real",
    raggedAndSparse: `RaggedGather RaggedRange RaggedTensorToTensor SparseFillEmptyRows
      SparseReshape SparseSegmentMean SparseSegmentSum`,
    strings: "StaticRegexReplace StringNGrams StringSplit StringToHashBucketFast",
    countsAndSets: "Bincount DenseBincount Unique",
    ofNoTensor: "Fill LinSpace Range",
    ofShapes: "BroadcastArgs",
    notRunUnderATape: "EluGrad FusedConv2D FusedDepthwiseConv2D _FusedMatMul",
  };
  const kernels = tf.getKernelsForBackend("cpu").map(({ kernelName }) => kernelName);
  const missing = kernels.filter((name) => tf.getGradient(name) === undefined);
  const expected = Object.values(without).flatMap((names) => names.split(/\s+/));
  expect(missing.sort()).toEqual(expected.sort());
});

describe("at ±1e4", () => {
  const x = tf.tensor2d([[1e4, -1e4]]);
  const derivative = (f: (x: tf.Tensor) => tf.Tensor): ((x: tf.Tensor) => tf.Tensor) =>
    tf.grad((x: tf.Tensor) => f(x));

  test.each<[string, (x: tf.Tensor) => tf.Tensor, number[], number[]]>([
    ["exp", tf.exp, [Infinity, 0], [Infinity, 0]],
    ["expm1", tf.expm1, [Infinity, 0], [Infinity, 0]],
    ["log", (x) => tf.log(tf.abs(x)), [1e-4, -1e-4], [-1e-8, -1e-8]],
    [
      "log1p",
      (x) => tf.log1p(tf.abs(x)),
      [1 / 10001, -1 / 10001],
      [-(10001 ** -2), -(10001 ** -2)],
    ],
    ["sigmoid", tf.sigmoid, [0, 0], [0, 0]],
    ["tanh", tf.tanh, [0, 0], [0, 0]],
    ["erf", tf.erf, [0, 0], [0, 0]],
    ["softplus", tf.softplus, [1, 0], [0, 0]],
    ["swish", (x) => tf.mul(x, tf.sigmoid(x)), [1, 0], [0, 0]],
    ["elu", tf.elu, [1, 0], [0, 0]],
    ["selu", tf.selu, [tf.backend_util.SELU_SCALE, 0], [0, 0]],
    ["softmax", (x) => tf.softmax(x as tf.Tensor2D), [0, 0], [0, 0]],
    ["tf.logSoftmax", (x) => tf.logSoftmax(x), [-1, 1], [0, 0]],
    ["logSoftmax", (x) => logSoftmax(x), [-1, 1], [0, 0]],
    ["tf.logSumExp", (x) => tf.logSumExp(x), [1, 0], [0, 0]],
    ["logMeanExp", (x) => logMeanExp(x), [1, 0], [0, 0]],
  ])("the first and second gradients of %s are right", (_, f, first, second) => {
    expectClose(derivative(f)(x), first, { atol: 1e-9 });
    expectClose(derivative(derivative(f))(x), second, { atol: 1e-12 });
  });
});

describe.each<[string, (x: tf.Tensor) => tf.Tensor]>([
  ["tanh", tf.tanh],
  ["swish", (x) => tf.mul(x, tf.sigmoid(x))],
  ["softplus", tf.softplus],
  ["elu", tf.elu],
])("score matching with %s", (_, activation) => {
  const x = generic([4, 2]);
  const params = [
    generic([2, 3], { seed: 1 }),
    generic([3], { seed: 2 }),
    generic([3, 3], { seed: 3 }),
    generic([3], { seed: 4 }),
  ];
  const energy = ([w1, b1, w2, w3]: tf.Tensor[], x: tf.Tensor): tf.Tensor => {
    const hidden = activation(tf.add(tf.matMul(x, w1!), b1!));
    return tf.sum(tf.mul(activation(tf.matMul(hidden, w2!)), w3!), 1);
  };
  const score = (params: tf.Tensor[], x: tf.Tensor): tf.Tensor =>
    valueAndGrad((x: tf.Tensor) => tf.neg(tf.sum(energy(params, x))))(x).grad;

  test("has the gradient of the denoising loss, of second order", () => {
    const noise = generic([4, 2], { seed: 5 });
    expectGradient((...params) => tf.mean(tf.square(tf.add(score(params, x), noise))), params);
  });

  test("has the gradient of the implicit loss, of third order", () => {
    const divergence = (params: tf.Tensor[], i: number): tf.Tensor => {
      const component = (x: tf.Tensor): tf.Tensor =>
        tf.sum(tf.slice(score(params, x), [0, i], [-1, 1]));
      return tf.slice(valueAndGrad(component)(x).grad, [0, i], [-1, 1]);
    };
    const loss = (...params: tf.Tensor[]): tf.Tensor => {
      const trace = tf.add(divergence(params, 0), divergence(params, 1));
      const half = tf.mul(0.5, tf.sum(tf.square(score(params, x)), 1, true));
      return tf.mean(tf.add(half, trace));
    };
    expectGradient(loss, params, { step: 1 / 32 });
  });
});
