import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { test } from "vitest";
import { describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { indexInto } from "./index-into.js";

const matrix = generic([3, 4]);
const cube = generic([2, 3, 4]);
const pairs = tf.tensor2d(
  [
    [1, 0],
    [0, 2],
    [1, 0],
  ],
  [3, 2],
  "int32",
);
const repeated = tf.tensor1d([2, 0, 2], "int32");
const table = tf.tensor2d(
  [
    [1, 2],
    [0, 1],
  ],
  [2, 2],
  "int32",
);

describeGradients(indexInto, {
  Diag: [
    [(x) => tf.sin(tf.diag(x)), [generic([3])]],
    [(x) => tf.sin(tf.diag(x)), [generic([2, 2])]],
  ],
  GatherNd: [
    [(x) => tf.sin(tf.gatherND(x, pairs)), [matrix]],
    [(x) => tf.sin(tf.gatherND(x, pairs)), [cube]],
  ],
  GatherV2: [
    [(x: tf.Tensor) => tf.sin(tf.gather(x, repeated)), [matrix]],
    [(x: tf.Tensor) => tf.sin(tf.gather(x, repeated, -1)), [matrix]],
    [(x: tf.Tensor) => tf.sin(tf.gather(x, repeated, 1)), [cube]],
    [(x: tf.Tensor) => tf.sin(tf.gather(x, table, 1)), [cube]],
    [(x: tf.Tensor) => tf.sin(tf.gather(x, table, 1, 1)), [cube]],
    [(x: tf.Tensor) => tf.sin(tf.gather(x, table, 2, 1)), [cube]],
    [(x: tf.Tensor) => tf.sin(tf.gather(x, tf.scalar(1, "int32"))), [matrix]],
    [(x: tf.Tensor) => tf.sin(tf.gather(x, tf.tensor1d([0, 0], "int32"))), [generic([1, 2])]],
  ],
  ScatterNd: [
    [(x) => tf.sin(tf.scatterND(pairs, x, [2, 3])), [generic([3])]],
    [(x) => tf.sin(tf.scatterND(pairs, x, [2, 3, 4])), [matrix]],
  ],
  Select: [
    [
      (x: tf.Tensor, y: tf.Tensor) => tf.where(tf.greater(x, y), tf.sin(x), tf.exp(y)),
      [matrix, generic([3, 4], { seed: 1 })],
    ],
    [
      (x: tf.Tensor, y: tf.Tensor) => tf.where(tf.greater(x, 0), tf.sin(y), tf.exp(x)),
      [matrix, generic([4])],
    ],
  ],
  SparseToDense: [
    [
      (x: tf.Tensor1D, rest: tf.Scalar) => tf.sin(tf.sparseToDense(pairs, x, [2, 3], rest)),
      [generic([3]), tf.scalar(0.3)],
    ],
    [
      (x: tf.Scalar, rest: tf.Scalar) => tf.sin(tf.sparseToDense(repeated, x, [4], rest)),
      [tf.scalar(0.7), tf.scalar(0.3)],
    ],
  ],
  TensorScatterUpdate: [
    [
      (x: tf.Tensor, u: tf.Tensor) => tf.sin(tf.tensorScatterUpdate(x, pairs, u)),
      [generic([2, 3]), generic([3], { seed: 1 })],
    ],
    [
      (x: tf.Tensor, u: tf.Tensor) => tf.sin(tf.tensorScatterUpdate(x, pairs, u)),
      [generic([2, 3, 2]), generic([3, 2], { seed: 1 })],
    ],
  ],
  TopK: [
    [(x: tf.Tensor) => tf.sin(tf.topk(x, 2).values), [matrix]],
    [(x: tf.Tensor) => tf.sin(tf.topk(x, 3).values), [generic([5])]],
    [
      (x: tf.Tensor) => tf.mul(tf.topk(x, 2).values, tf.cast(tf.topk(x, 2).indices, "float32")),
      [cube],
    ],
  ],
  UnsortedSegmentSum: [[(x: tf.Tensor) => tf.sin(tf.unsortedSegmentSum(x, repeated, 4)), [matrix]]],
});

test("what is not selected has no part in the gradient, however steep", () => {
  const f = (x: tf.Tensor): tf.Tensor => tf.where(tf.greater(x, 0), x, tf.zerosLike(x));
  const steep = (x: tf.Tensor): tf.Tensor => tf.mul(f(x), Number.POSITIVE_INFINITY);
  expectClose(tf.grad(steep)(tf.tensor1d([-1, 1])), [0, Number.POSITIVE_INFINITY]);
});
