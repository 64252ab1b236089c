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
  const { folds, labels, chains, tilt, constant, share } = model;
  const utilitiesOf = rankingUtilitiesOf(model);
  return ({ x, ranks }) => {
    const utilities: tf.Tensor2D = tf.reshape(utilitiesOf(x), [-1, labels]);
    const without: tf.Tensor2D = tf.add(tf.zerosLike(ranks), tf.tensor1d(constant));
    const y = placesTensor(ranks);
    const places: tf.Tensor2D = tf.tile(y, [folds, 1]);
    const each = chains.map((chain) => chainLogProb(chain, utilities, places));
    const logProbs = each.length > 0 ? each : [tf.neg(plackettLuceLoss(utilities, places))];
    /** log of the mean, over the mixture, of exp of the logs of chains and folds, and without x. */
    const mean = (logs: readonly tf.Tensor1D[], log: () => tf.Tensor1D): tf.Tensor1D => {
      const parts: tf.Tensor2D = tf.reshape(tf.stack([...logs]), [logs.length * folds, -1]);
      const own = tf.add(parts, Math.log((1 - share) / (logs.length * folds))) as tf.Tensor2D;
      if (share === 0) return tf.logSumExp(own, 0);
      const other = tf.expandDims(tf.add(log(), Math.log(share)), 0) as tf.Tensor2D;
      return tf.logSumExp(tf.concat([own, other], 0), 0);
    };
    const logProb = mean(logProbs, () => tf.neg(plackettLuceLoss(without, y)));
    if (!tilt) return logProb;
    const params = {
      pairs: tf.tensor2d(tilt.pairs, [labels, labels]),
      places: tf.tensor2d(tilt.places, [labels, labels]),
    };
    const plain = choiceChain(plainChain(labels), false);
    const logPartition = mean(
      (chains.length > 0 ? chains : [plain]).map((own) =>
        tiltedLogPartition(own, params, utilities),
      ),
      () => tiltedLogPartition(plain, params, without),
    );
    return tf.sub(tf.sub(logProb, placeEnergy(params, y)), logPartition);
  };
}
