import * as tf from "@tensorflow/tfjs-core";
import { MOST_PLACES } from "./chain-places.js";
import { chainPlacesTensor } from "./chain-tensors.js";
import type { RankingModel } from "./ranking-model.js";
import { rankingUtilitiesOf } from "./ranking-utilities-of.js";

/**
 * Returns the mean place of each label given x, from 0, as a function of tensors that compiles and
 * exports. It computes what `expectedPlaces` does, up to rounding. Labels are predicted in the order
 * of their mean places.
 *
 * @returns A function of x [batch, features] to shape [batch, labels].
 */
export function expectedPlacesOf(model: RankingModel): (x: tf.Tensor2D) => tf.Tensor2D {
  const { folds, labels, constant, share } = model;
  const chains = labels <= MOST_PLACES ? model.chains : [];
  const utilitiesOf = rankingUtilitiesOf(model);
  return (x) => {
    const utilities: tf.Tensor2D = tf.reshape(utilitiesOf(x), [-1, labels]);
    const each = chains.map((chain) => chainPlacesTensor(chain, utilities));
    const places = each.length > 0 ? each : [plackettLucePlaces(utilities)];
    const mean = tf.mean(tf.reshape(tf.stack(places), [places.length * folds, -1, labels]), 0);
    const without = plackettLucePlaces(tf.tensor2d(constant, [1, labels]));
    return tf.add(tf.mul(1 - share, mean), tf.mul(share, without));
  };
}

/** Under Plackett–Luce, j comes before i with probability σ(uⱼ − uᵢ). */
function plackettLucePlaces(utilities: tf.Tensor2D): tf.Tensor2D {
  const differences = tf.sub(tf.expandDims(utilities, 1), tf.expandDims(utilities, 2));
  return tf.sub(tf.sum<tf.Tensor2D>(tf.sigmoid(differences), 2), 0.5);
}
