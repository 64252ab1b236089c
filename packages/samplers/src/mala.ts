import * as tf from "@tensorflow/tfjs-core";
import type { Chain } from "./chain.js";
import { checkStepSize } from "./check-step-size.js";
import type { Energy } from "./energy.js";
import { type HmcNoise, type HmcState, hmc } from "./hmc.js";
import type { StepSizeOptions } from "./langevin.js";

/**
 * The Metropolis-adjusted Langevin algorithm: proposes a step of `langevin`,
 *
 *   x′ = x − ε·∇E(x) + √(2ε)·z,
 *
 * and accepts or rejects it so that p ∝ exp(−E) is invariant. It is `hmc` with one leapfrog step of
 * size √(2ε).
 *
 * Reference: Roberts, Tweedie. Exponential Convergence of Langevin Distributions and their Discrete
 * Approximations. Bernoulli 2, 1996.
 */
export function mala(energy: Energy, { stepSize }: StepSizeOptions): Chain<HmcState, HmcNoise> {
  checkStepSize("mala", stepSize);
  return hmc(energy, { stepSize: tf.sqrt(tf.mul(stepSize, 2)), leapfrogs: 1 });
}
