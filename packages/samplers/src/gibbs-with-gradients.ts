import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain } from "./chain.js";
import type { Energy } from "./energy.js";
import { type InformedState, informedChain } from "./informed-chain.js";

/**
 * Gibbs with gradients on {0, 1}ᵈⁱᵐ, with one flip per step. Bit i is proposed with probability
 *
 *   q(i|x) = softmaxᵢ( (2xᵢ − 1)·∂E/∂xᵢ / 2 ),
 *
 * where the exponent is half the decrease in energy that the gradient predicts. The flip to x′ is
 * accepted with probability min(1, exp(E(x) − E(x′))·q(i|x′)/q(i|x)), so p ∝ exp(−E) is invariant
 * even if the prediction is poor. A step costs one evaluation of the energy and its gradient.
 *
 * E has to be differentiable as a function on ℝᵈⁱᵐ. Noise: two uniform numbers, for the choice of the
 * bit and for the acceptance. Shape [chains, 2].
 *
 * Reference: Grathwohl, Swersky, Hashemi, Duvenaud, Maddison. Oops I Took A Gradient: Scalable
 * Sampling for Discrete Distributions. ICML 2021. https://arxiv.org/abs/2102.04509
 */
export function gibbsWithGradients(energy: Energy): Chain<InformedState, tf.Tensor> {
  return informedChain("gibbsWithGradients", energy, {
    gains(x, grad) {
      checkShapes("gibbsWithGradients", { x: [x, "chains dim"] });
      return tf.mul(tf.sub(tf.mul(x, 2), 1), grad);
    },
    make: (x, flip) => ({
      x: tf.add(x, tf.mul(flip, tf.sub(1, tf.mul(x, 2)))),
      back: flip,
    }),
  });
}
