import * as tf from "@tensorflow/tfjs-core";

/**
 * −log of the probability of orders under Plackett–Luce models, which choose one label after another
 * with probabilities proportional to exp(uᵢ):
 *
 *   Σᵢ [log Σ over j not before i of exp(uⱼ) − uᵢ].
 *
 * Labels that are not ranked do not count: what is left of a Plackett–Luce model is one again.
 * Labels that tie in the last place do not count either: all that is known is that the others come
 * before them. Where g other labels tie, this is an upper bound on −log of the probability of their
 * set of orders, up to log g!.
 *
 * @param utilities u. Shape [rows, labels].
 * @param places Places from 0; −1 for labels that are not ranked. Shape [rows, labels].
 * @returns Shape [rows].
 *
 * References: Plackett. The Analysis of Permutations. 1975. Breslow. Covariance Analysis of Censored
 * Survival Data. 1974, for ties.
 */
export function plackettLuceLoss(utilities: tf.Tensor2D, places: tf.Tensor2D): tf.Tensor1D {
  const own = tf.expandDims(places, 2);
  const others = tf.expandDims(places, 1);
  const isRanked = tf.greaterEqual(own, 0);
  const follows = tf.logicalAnd(tf.greaterEqual(others, own), isRanked);
  const choices = tf.mul(tf.expandDims(utilities, 1), tf.onesLike(own));
  const total = tf.logSumExp(tf.where(follows, choices, tf.fill(choices.shape, LOG_ZERO)), 2);
  const last = tf.max(places, 1, true);
  const counts = tf.logicalAnd(tf.greaterEqual(places, 0), tf.less(places, last));
  const terms = tf.sub(total, utilities);
  return tf.sum(tf.where(counts, terms, tf.zerosLike(terms)), 1);
}

/** Stands for log 0: below any utility, yet finite, so that gradients are too. */
const LOG_ZERO = -1e30;
