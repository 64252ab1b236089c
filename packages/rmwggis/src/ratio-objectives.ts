import * as tf from "@tensorflow/tfjs-core";
import { logSigmoid } from "./log-sigmoid.js";

/**
 * The term that ratio matching sums over the neighbors x′ of x, a function of the log-ratio
 * D = log p(x′)/p(x) = E(x) − E(x′). It is a positive part minus an optional second one.
 */
export interface RatioObjective {
  readonly name: string;
  /** Returns the logarithm of the positive part at D. Any shape. */
  logGain<T extends tf.Tensor>(logRatios: T): T;
  /** Returns the logarithm of the part that is subtracted, if there is one. */
  logLoss?<T extends tf.Tensor>(logRatios: T): T;
}

/**
 * The objective σ(D)² of Hyvärinen. Its optimum is the distribution of the data, and it is at most 1.
 *
 * Reference: Hyvärinen. Some extensions of score matching. Computational Statistics & Data
 * Analysis, 2007.
 */
export function hyvarinen(): RatioObjective {
  return {
    name: "hyvarinen",
    logGain: (logRatios) => tf.mul(2, logSigmoid(logRatios)),
  };
}

/**
 * The objective e²ᴰ, Eq. 4 of Liu, Liu, Ji as written. Its optimum is not the distribution p of the
 * data but p to the power ¼, so multiply the learned energy by four. Infinite for D ≥ 44.4.
 */
export function squaredRatio(): RatioObjective {
  return { name: "squaredRatio", logGain: (logRatios) => tf.mul(2, logRatios) };
}

/**
 * The objective e²ᴰ − 2e⁻ᴰ: the reduced form with the linear term that Eq. 4 omits. Its optimum is
 * the distribution of the data, but on finite data it is unbounded below. Use it for study only.
 */
export function consistentRatio(): RatioObjective {
  return {
    name: "consistentRatio",
    logGain: (logRatios) => tf.mul(2, logRatios),
    logLoss: (logRatios) => tf.sub(Math.LN2, logRatios),
  };
}
