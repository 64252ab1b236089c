import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain } from "./chain.js";
import type { Energy } from "./energy.js";
import { type InformedState, informedChain } from "./informed-chain.js";

/** Replaces log 0: below any gain, but finite, so that 0 times it is 0. */
const LOG_ZERO = -1e30;

/**
 * Gibbs with gradients on one-hot sites with several categories. A step proposes another category k
 * for site i, with probability
 *
 *   q(i, k|x) ∝ exp( (⟨xᵢ, ∂E/∂xᵢ⟩ − ∂E/∂xᵢₖ) / 2 ),
 *
 * and accepts it as `gibbsWithGradients` does. x has shape [chains, sites, categories]. The noise is
 * two uniform numbers, shape [chains, 2].
 *
 * Reference: Grathwohl, Swersky, Hashemi, Duvenaud, Maddison. Oops I Took A Gradient: Scalable
 * Sampling for Discrete Distributions. ICML 2021. https://arxiv.org/abs/2102.04509
 */
export function categoricalGibbsWithGradients(
  energy: Energy<tf.Tensor3D>,
): Chain<InformedState<tf.Tensor3D>, tf.Tensor> {
  return informedChain("categoricalGibbsWithGradients", energy, {
    gains(x, grad) {
      checkShapes("categoricalGibbsWithGradients", { x: [x, "chains sites categories"] });
      const [, sites, categories] = x.shape;
      const gain = tf.sub(tf.sum(tf.mul(x, grad), 2, true), grad);
      const others = tf.where(tf.greater(x, 0.5), tf.fill([1, 1, 1], LOG_ZERO), gain);
      return tf.reshape(others, [-1, sites * categories]);
    },
    make(x, move) {
      const to = tf.reshape(move, [-1, x.shape[1], x.shape[2]]) as tf.Tensor3D;
      const site = tf.sum(to, 2, true);
      const from = tf.mul(x, site);
      return {
        x: tf.add(tf.sub(x, from), to),
        back: tf.reshape(from, [-1, move.shape[1]]),
      };
    },
  });
}
