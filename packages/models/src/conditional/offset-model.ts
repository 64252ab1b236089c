import * as tf from "@tensorflow/tfjs-core";
import type { Inputs } from "../members/fit-inputs.js";
import type { Linear } from "../members/fit-ridge.js";
import type { Stack } from "../members/fit-stack.js";
import { inputTensor } from "../members/input-tensor.js";
import type { Forest } from "../trees/forest.js";
import { forestTensor } from "../trees/forest-tensor.js";
import { type PlainInputs, plainTensor } from "./plain-inputs.js";

/** A first guess of each target, after scaling: a weighted sum of trees and ridge regressions. */
export interface OffsetModel {
  readonly forests: readonly Forest[];
  /** A ridge regression on columns whose outliers are tamed, as those of networks. */
  readonly ridge: { readonly inputs: Inputs; readonly linear: Linear };
  /** A ridge regression on the columns as they are. */
  readonly plain: { readonly inputs: PlainInputs; readonly linear: Linear };
  /** The weights of the forests, then those of both ridge regressions. */
  readonly stack: Stack;
}

/** The guesses for rows x. Shape [rows, targets]. */
export function offsetTensor(model: OffsetModel, x: tf.Tensor2D): tf.Tensor2D {
  const { forests, ridge, plain, stack } = model;
  const scores = [
    ...forests.map((forest) => forestTensor(forest, x)),
    linearTensor(ridge.linear, inputTensor(x, ridge.inputs)),
    linearTensor(plain.linear, plainTensor(plain.inputs, x)),
  ];
  const weighted = scores.map((score, m) => tf.mul(score, stack.weights[m]!));
  return tf.add(tf.addN(weighted), tf.tensor1d(stack.bias));
}

function linearTensor({ weights, bias }: Linear, x: tf.Tensor2D): tf.Tensor2D {
  const product = tf.matMul(x, tf.tensor2d(weights.data, [...weights.shape]));
  return tf.add(product, tf.tensor1d(bias));
}
