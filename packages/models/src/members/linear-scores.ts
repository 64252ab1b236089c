import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import * as tf from "@tensorflow/tfjs-core";
import type { Linear } from "./fit-ridge.js";

/** x·weights + bias of rows. Shape [rows, outputs]. */
export async function linearScores(linear: Linear, x: Matrix): Promise<Matrix> {
  const run = compile((it: { x: tf.Tensor2D; w: tf.Tensor2D; b: tf.Tensor1D }) =>
    tf.add(tf.matMul(it.x, it.w), it.b),
  );
  const { weights: w, bias } = linear;
  const { output } = await run({ x, w, b: { data: bias, shape: [bias.length] } });
  await run.dispose();
  return { data: output.data, shape: [x.shape[0], bias.length] };
}

/** The same as a function of tensors, with constant weights. */
export function linearTensor({ weights, bias }: Linear, x: tf.Tensor2D): tf.Tensor2D {
  const kernel = tf.tensor2d(weights.data, [...weights.shape]);
  return tf.add(tf.matMul(x, kernel), tf.tensor1d(bias));
}
