import * as tf from "@tensorflow/tfjs-core";
import { ofInput } from "./of-input.js";

type Resize = typeof tf.image.resizeBilinear;
interface ResizeAttrs {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** The gradients of resizing: products with one matrix for each axis. */
export const resize: readonly tf.GradConfig[] = [
  ofInput<ResizeAttrs>("ResizeBilinear", transposed(tf.image.resizeBilinear), "images"),
  ofInput<ResizeAttrs>(
    "ResizeNearestNeighbor",
    transposed(tf.image.resizeNearestNeighbor),
    "images",
  ),
];

function transposed(resize: Resize) {
  return (dy: tf.Tensor, x: tf.Tensor, attrs: ResizeAttrs): tf.Tensor => {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const [, rows, columns] = dy.shape as [number, number, number];
    const tall = tf.reshape(dy, [batch, rows, columns * channels]);
    const vertical = product(matrixOf(resize, height, rows, attrs), tall);
    const wide = tf.reshape(vertical, [-1, columns, channels]);
    return tf.reshape(product(matrixOf(resize, width, columns, attrs), wide), x.shape);
  };
}

/** Returns the matrix that resizes one axis: the resized identity. Shape [1, from, to]. */
function matrixOf(resize: Resize, from: number, to: number, attrs: ResizeAttrs): tf.Tensor {
  const identity = tf.reshape(tf.eye(from), [1, from, 1, from]) as tf.Tensor4D;
  const { alignCorners, halfPixelCenters } = attrs;
  const resized = resize(identity, [to, 1], alignCorners, halfPixelCenters);
  return tf.transpose(tf.reshape(resized, [1, to, from]), [0, 2, 1]);
}

function product(matrix: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.matMul(matrix, x);
}
