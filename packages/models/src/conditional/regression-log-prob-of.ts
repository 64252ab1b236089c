import { logMeanExp } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "../chains/chain-log-prob.js";
import { rowTensors } from "../chains/row-tensors.js";
import { contextTensors } from "./context-tensors.js";
import type { RegressionParams } from "./regression-params.js";
import { tiltEnergies, tiltedSamples } from "./tilted-samples.js";

export interface RegressionLogProbInputs {
  /** Shape [rows, features]. */
  readonly x: tf.Tensor2D;
  /** Shape [rows, targets]. */
  readonly y: tf.Tensor2D;
}

/**
 * Returns log p(y|x) as a function of tensors that compiles and exports, in nats and the units of
 * the targets: the mixture over chains and members, and −f(x, y) − log Z(x) if there is an energy f, with
 * log Z estimated by samples of the mixture that are always the same. Shape [rows].
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
    const base: tf.Tensor1D = tf.sub(tf.logSumExp(tf.stack(logProbs, 1), 1), rows.logVolume);
    if (!params.tilt) return base;
    const energy = tf.squeeze(tiltEnergies(params, x, tf.expandDims<tf.Tensor3D>(y, 1)), [1]);
    const logPartition = tf.logSumExp(tiltedSamples(params, x).logWeights, 1);
    return tf.sub(tf.sub(base, energy), logPartition);
  };
}
