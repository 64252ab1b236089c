import { logMeanExp } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "../chains/chain-log-prob.js";
import { rowTensors } from "../chains/row-tensors.js";
import { contextTensors } from "./context-tensors.js";
import type { RegressionParams } from "./regression-params.js";

export interface RegressionLogProbInputs {
  /** Shape [rows, features]. */
  readonly x: tf.Tensor2D;
  /** Shape [rows, targets]. */
  readonly y: tf.Tensor2D;
}

/**
 * Returns log p(y|x) as a function of tensors that compiles and exports, in nats and the units of
 * the targets: the mixture over chains and members. Shape [rows].
 */
export function regressionLogProbOf(
  params: RegressionParams,
): (inputs: RegressionLogProbInputs) => tf.Tensor1D {
  const { columns, chains, weights } = params;
  return ({ x, y }) => {
    const context = contextTensors(params, x);
    const rows = rowTensors(columns, y);
    const logProbs = chains.map((chain, b) =>
      tf.add(logMeanExp(chainLogProb(chain, columns, rows, context), 0), Math.log(weights[b]!)),
    );
    return tf.sub(tf.logSumExp(tf.stack(logProbs, 1), 1), rows.logVolume);
  };
}
