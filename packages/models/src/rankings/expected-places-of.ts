import * as tf from "@tensorflow/tfjs-core";
import { orderSumsTensor } from "./order-sums-tensor.js";
import type { RankingModel } from "./ranking-model.js";
import { rankingUtilitiesOf } from "./ranking-utilities-of.js";

/**
 * Returns the mean place of each label given x, from 0, as a function of tensors that compiles and
 * exports. Exact, up to rounding. Labels are predicted in the order of their mean places.
 *
 * @returns A function of x [batch, features] to shape [batch, labels].
 */
export function expectedPlacesOf(model: RankingModel): (x: tf.Tensor2D) => tf.Tensor2D {
  const { folds, labels, tilt } = model;
  const utilitiesOf = rankingUtilitiesOf(model);
  return (x) => {
    const utilities: tf.Tensor2D = tf.reshape(utilitiesOf(x), [-1, labels]);
    const places = tilt ? orderSumsTensor(tilt, utilities).places() : plackettLucePlaces(utilities);
    return tf.mean(tf.reshape(places, [folds, -1, labels]), 0);
  };
}

/** Under Plackett–Luce, j comes before i with probability σ(uⱼ − uᵢ). */
function plackettLucePlaces(utilities: tf.Tensor2D): tf.Tensor2D {
  const differences = tf.sub(tf.expandDims(utilities, 1), tf.expandDims(utilities, 2));
  return tf.sub(tf.sum<tf.Tensor2D>(tf.sigmoid(differences), 2), 0.5);
}
