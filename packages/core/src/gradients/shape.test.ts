import { expectClose, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { shape } from "./shape.js";

const vector = generic([5]);
const matrix = generic([3, 4]);
const cube = generic([2, 3, 2]);

// nothing linear has a second derivative of its own, so that of what follows is taken
const after =
  (f: (x: tf.Tensor) => tf.Tensor) =>
  (x: tf.Tensor): tf.Tensor =>
    tf.sin(f(x));

describeGradients(shape, {
  Cast: [[after((x) => tf.cast(x, "float32")), [matrix]]],
  ExpandDims: [[after((x) => tf.expandDims(x, -1)), [matrix]]],
  Identity: [[after(tf.clone), [matrix]]],
  Neg: [[after(tf.neg), [matrix]]],
  PadV2: [
    [
      after((x) =>
        tf.pad(
          x,
          [
            [1, 0],
            [0, 2],
          ],
          7,
        ),
      ),
      [matrix],
    ],
    [after((x) => tf.pad1d(x as tf.Tensor1D, [2, 1])), [vector]],
  ],
  Reshape: [
    [after((x) => tf.reshape(x, [2, -1])), [matrix]],
    [after((x) => tf.squeeze(x)), [generic([1, 3, 1])]],
  ],
  Reverse: [
    [after((x) => tf.reverse(x)), [cube]],
    [after((x) => tf.reverse(x, -1)), [cube]],
    [after((x) => tf.reverse(x, [0, 2])), [cube]],
  ],
  Slice: [
    [after((x) => tf.slice(x, 1)), [matrix]],
    [after((x) => tf.slice(x, [1, 0], [-1, 2])), [matrix]],
    [after((x) => tf.slice(x, [0, 1], 2)), [matrix]],
  ],
  StridedSlice: [
    [after((x) => tf.stridedSlice(x, [0], [5], [2])), [vector]],
    [after((x) => tf.stridedSlice(x, [3], [0], [-2])), [vector]],
    [after((x) => tf.stridedSlice(x, [0, 1], [3, 4], [2, 2])), [matrix]],
    [after((x) => tf.stridedSlice(x, [1, 1], [2, 4], [1, 1], 0, 0, 0, 0, 1)), [matrix]],
    [after((x) => tf.stridedSlice(x, [0, 1], [0, 2], [1, 1], 0, 0, 1)), [cube]],
  ],
  Tile: [
    [after((x) => tf.tile(x, [2, 3])), [matrix]],
    [after((x) => tf.tile(x, [1, 1])), [matrix]],
    [after((x) => tf.broadcastTo(x, [3, 2, 4])), [generic([2, 1])]],
    [after((x) => tf.broadcastTo(x, [2])), [tf.scalar(0.3)]],
  ],
  Transpose: [
    [after((x) => tf.transpose(x)), [matrix]],
    [after((x) => tf.transpose(x, [2, 0, 1])), [cube]],
  ],
});

test("a cast to integers has no gradient, rather than that of the identity", () => {
  const rounded = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.cast(tf.cast(x, "int32"), "float32"));
  expectClose(tf.grad(rounded)(tf.tensor1d([2.4, -3.5])), [2, -3]);
});

test("the gradient of tile takes no more kernels for more repeats", async () => {
  const kernels = async (repeats: number): Promise<number> => {
    const gradient = tf.grad((x: tf.Tensor) => tf.tile(x, [repeats]));
    return (await tf.profile(() => gradient(vector))).kernelNames.length;
  };
  expect(await kernels(50)).toBe(await kernels(2));
});
