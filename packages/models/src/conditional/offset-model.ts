import * as tf from "@tensorflow/tfjs-core";
import type { Inputs } from "../members/fit-inputs.js";
import type { Linear } from "../members/fit-ridge.js";
import type { Stack } from "../members/fit-stack.js";
import { inputTensor } from "../members/input-tensor.js";
import type { Forest } from "../trees/forest.js";
import { forestTensor } from "../trees/forest-tensor.js";

/** A first guess of each target, after scaling: a weighted sum of trees and a ridge regression. */
export interface OffsetModel {
  readonly forests: readonly Forest[];
  readonly ridge: { readonly inputs: Inputs; readonly linear: Linear };
  /** The weights of the forests, then that of the ridge regression. */
  readonly stack: Stack;
}

/** The guesses for rows x. Shape [rows, targets]. */
export function offsetTensor({ forests, ridge, stack }: OffsetModel, x: tf.Tensor2D): tf.Tensor2D {
  const { weights, bias } = ridge.linear;
  const linear = tf.add(
    tf.matMul(inputTensor(x, ridge.inputs), tf.tensor2d(weights.data, [...weights.shape])),
    tf.tensor1d(bias),
  );
  const scores = [...forests.map((forest) => forestTensor(forest, x)), linear];
  const weighted = scores.map((score, m) => tf.mul(score, stack.weights[m]!));
  return tf.add(tf.addN(weighted), tf.tensor1d(stack.bias));
}
