import * as tf from "@tensorflow/tfjs-core";
import { checkPositive } from "./check.js";
import type { FDivergence } from "./f-divergences.js";

/**
 * D_f / γ, an inverse temperature γ > 0 of the model: f*(γv) / γ, with ω(γv).
 *
 * It makes `kl()` p ∝ q·exp(−γE), and `chiSquared()` under a uniform q the sparsemax of
 * −γE / |Y|, which is as sharp as −E itself for γ = |Y|.
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
