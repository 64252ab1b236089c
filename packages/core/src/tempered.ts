import * as tf from "@tensorflow/tfjs-core";
import { checkPositive } from "./check.js";
import type { FDivergence } from "./f-divergences.js";

/**
 * Divides a divergence by the inverse temperature γ > 0 of the model: D_f / γ, with conjugate
 * f*(γv) / γ and ratio ω(γv).
 *
 * With `kl()` the model is p ∝ q·exp(−γE). With `chiSquared()` and a uniform q it is the sparsemax
 * of −γE / |Y|, so γ = |Y| gives the sparsemax of −E.
 */
export function tempered(divergence: FDivergence, gamma: number): FDivergence {
  const { conjugate, logRatio, ratio, generator } = divergence;
  const name = `tempered(${divergence.name}, ${gamma})`;
  checkPositive(name, { gamma });
  return {
    name,
    conjugate: (v, logWeights) => tf.div(conjugate(tf.mul(v, gamma), logWeights), gamma),
    logRatio: (v) => logRatio(tf.mul(v, gamma)),
    ratio: (v) => ratio(gamma * v),
    generator: (u) => generator(u) / gamma,
  };
}
