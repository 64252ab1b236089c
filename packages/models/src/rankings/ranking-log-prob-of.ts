import { logMeanExp } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { orderSumsTensor } from "./order-sums-tensor.js";
import type { OrderTilt } from "./order-tilt.js";
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
  const { folds, labels, tilt } = model;
  const utilitiesOf = rankingUtilitiesOf(model);
  return ({ x, ranks }) => {
    const utilities: tf.Tensor2D = tf.reshape(utilitiesOf(x), [-1, labels]);
    const places = placesTensor(ranks);
    const logProbs = tf.neg(plackettLuceLoss(utilities, tf.tile(places, [folds, 1])));
    const byFold = (values: tf.Tensor): tf.Tensor2D => tf.reshape(values, [folds, -1]);
    if (!tilt) return logMeanExp(byFold(logProbs), 0);
    const { logSum } = orderSumsTensor(tilt, utilities);
    return tf.add(tiltTensor(tilt, places), logMeanExp(byFold(tf.sub(logProbs, logSum)), 0));
  };
}

/** f(y) of places that are all different. Shape [batch]. */
function tiltTensor({ pairs, positions }: OrderTilt, places: tf.Tensor2D): tf.Tensor1D {
  const shape = [...pairs.shape] as [number, number];
  const [own, others] = [tf.expandDims(places, 2), tf.expandDims(places, 1)];
  const isBefore = tf.cast(tf.less(own, others), "float32");
  const isAt = tf.cast(tf.equal(own, tf.range(0, shape[0])), "float32");
  return tf.sum(
    tf.add(
      tf.mul(isBefore, tf.tensor2d(pairs.data, shape)),
      tf.mul(isAt, tf.tensor2d(positions.data, shape)),
    ),
    [1, 2],
  );
}
