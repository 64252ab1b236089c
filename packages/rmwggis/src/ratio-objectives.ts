import * as tf from "@tensorflow/tfjs-core";
import { logSigmoid } from "./log-sigmoid.js";

/**
 * What ratio matching sums over the neighbours x′ of x, as a function of the log-ratio
 * D = log p(x′)/p(x) = E(x) − E(x′): a positive part less a negative one, both as logs.
 */
export interface RatioObjective {
  readonly name: string;
  /** log of the positive part at D. Any shape. */
  logGain<T extends tf.Tensor>(logRatios: T): T;
  /** log of what is subtracted, if anything is. */
  logLoss?<T extends tf.Tensor>(logRatios: T): T;
}

/**
 * σ(D)², Hyvärinen's. Its optimum is the distribution of the data, and it is never above 1.
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
 * e²ᴰ, Eq. 4 of Liu, Liu, Ji as they write it. Its optimum is not the distribution p of the data
 * but p to the power ¼: use four times the energy it learns. Infinite from D = 44.4 on.
 */
export function squaredRatio(): RatioObjective {
  return { name: "squaredRatio", logGain: (logRatios) => tf.mul(2, logRatios) };
}

/**
 * e²ᴰ − 2e⁻ᴰ, the reduced form with the linear term that Eq. 4 leaves out. Its optimum is the
 * distribution of the data, yet on finite data it falls without bound: for study.
 */
export function consistentRatio(): RatioObjective {
  return {
    name: "consistentRatio",
    logGain: (logRatios) => tf.mul(2, logRatios),
    logLoss: (logRatios) => tf.sub(Math.LN2, logRatios),
  };
}
