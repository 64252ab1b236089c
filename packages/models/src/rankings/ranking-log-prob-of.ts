import { logMeanExp } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { chainLogProb } from "./chain-tensors.js";
import { choiceChain, plainChain } from "./choice-chain.js";
import { placeEnergy } from "./place-energy.js";
import { placesTensor } from "./places-tensor.js";
import { plackettLuceLoss } from "./plackett-luce-loss.js";
import type { RankingModel } from "./ranking-model.js";
import { rankingUtilitiesOf } from "./ranking-utilities-of.js";
import { tiltedLogPartition } from "./tilted-log-partition.js";

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
  const { folds, labels, chains, tilt } = model;
  const utilitiesOf = rankingUtilitiesOf(model);
  return ({ x, ranks }) => {
    const utilities: tf.Tensor2D = tf.reshape(utilitiesOf(x), [-1, labels]);
    const y = placesTensor(ranks);
    const places: tf.Tensor2D = tf.tile(y, [folds, 1]);
    const each = chains.map((chain) => chainLogProb(chain, utilities, places));
    const logProbs = each.length > 0 ? each : [tf.neg(plackettLuceLoss(utilities, places))];
    const mean = (logs: readonly tf.Tensor1D[]): tf.Tensor1D =>
      logMeanExp(tf.reshape(tf.stack([...logs]), [logs.length * folds, -1]), 0);
    if (!tilt) return mean(logProbs);
    const params = {
      pairs: tf.tensor2d(tilt.pairs, [labels, labels]),
      places: tf.tensor2d(tilt.places, [labels, labels]),
    };
    const used = chains.length > 0 ? chains : [choiceChain(plainChain(labels), false)];
    const logPartition = mean(used.map((chain) => tiltedLogPartition(chain, params, utilities)));
    return tf.sub(tf.sub(mean(logProbs), placeEnergy(params, y)), logPartition);
  };
}
