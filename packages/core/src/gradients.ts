import * as tf from "@tensorflow/tfjs-core";
import { binary } from "./gradients/binary.js";
import { constant } from "./gradients/constant.js";
import { conv } from "./gradients/conv.js";
import { custom } from "./gradients/custom.js";
import { depthwiseConv } from "./gradients/depthwise-conv.js";
import { dilation } from "./gradients/dilation.js";
import { einsum } from "./gradients/einsum.js";
import { indexInto } from "./gradients/index-into.js";
import { join } from "./gradients/join.js";
import { matMul } from "./gradients/mat-mul.js";
import { mendBackend } from "./gradients/mend-backend.js";
import { mendTape } from "./gradients/mend-tape.js";
import { normalize } from "./gradients/normalize.js";
import { pool } from "./gradients/pool.js";
import { reduce } from "./gradients/reduce.js";
import { resize } from "./gradients/resize.js";
import { shape } from "./gradients/shape.js";
import { space } from "./gradients/space.js";
import { unary } from "./gradients/unary.js";

const gradients: readonly tf.GradConfig[] = [
  ...unary,
  ...binary,
  ...reduce,
  ...shape,
  ...join,
  ...indexInto,
  ...constant,
  matMul,
  einsum,
  ...conv,
  depthwiseConv,
  dilation,
  ...pool,
  ...normalize,
  ...resize,
  ...space,
  ...custom,
];

/**
 * Registers gradients for the kernels of TensorFlow.js that are correct at every order.
 *
 * tfjs-core alone has no gradients in Node. Those of @tensorflow/tfjs are silently wrong at second
 * order, and importing it later replaces these. Call this function again to restore them.
 */
export function registerGradients(): void {
  mendBackend();
  mendTape();
  const [first] = gradients;
  if (tf.getGradient(first!.kernelName) === first) return;
  for (const gradient of gradients) tf.registerGradient(gradient);
}

registerGradients();
