import { logMeanExp } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "./chain-tensors.js";
import { placesTensor } from "./places-tensor.js";
import { plackettLuceLoss } from "./plackett-luce-loss.js";
import type { RankingModel } from "./ranking-model.js";
import { rankingUtilitiesOf } from "./ranking-utilities-of.js";

export interface RankingLogProbInputs {
  /** Shape [batch, features]. */
  readonly x: tf.Tensor2D;
  /** Numbers that grow with the place, all different: each row ranks all labels. Shape [batch, labels]. */
  readonly ranks: tf.Tensor2D;
}

/**
 * Returns log p(y|x) as a function of tensors that compiles and exports. It is exact, up to rounding,
 * for rows that rank all labels; `rankingLogProbs` also takes ties and partial rankings.
 *
 * @returns A function to shape [batch].
 */
export function rankingLogProbOf(
  model: RankingModel,
): (inputs: RankingLogProbInputs) => tf.Tensor1D {
  const { folds, labels, chains } = model;
  const utilitiesOf = rankingUtilitiesOf(model);
  return ({ x, ranks }) => {
    const utilities: tf.Tensor2D = tf.reshape(utilitiesOf(x), [-1, labels]);
    const places: tf.Tensor2D = tf.tile(placesTensor(ranks), [folds, 1]);
    const each = chains.map((chain) => chainLogProb(chain, utilities, places));
    const logProbs = each.length > 0 ? each : [tf.neg(plackettLuceLoss(utilities, places))];
    return logMeanExp(tf.reshape(tf.stack(logProbs), [logProbs.length * folds, -1]), 0);
  };
}
