import * as tf from "@tensorflow/tfjs-core";
import type { ContextTensors } from "../chains/chain-log-prob.js";
import { inputTensor } from "../members/input-tensor.js";
import { offsetTensor } from "./offset-model.js";
import type { RegressionParams } from "./regression-params.js";

/** The context of the target densities, for rows x of features. */
export function contextTensors(
  { inputs, offsets }: Pick<RegressionParams, "inputs" | "offsets">,
  x: tf.Tensor2D,
): ContextTensors {
  const guesses = offsetTensor(offsets, x);
  return { inputs: tf.concat([inputTensor(x, inputs), guesses], 1), offsets: guesses };
}
