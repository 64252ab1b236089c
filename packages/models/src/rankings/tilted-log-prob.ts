import { orderSums } from "./order-sums.js";
import { type OrderTilt, tiltSteps } from "./order-tilt.js";

export interface TiltedLogProb {
  /** log p(places | u), exact, of p(y|u) = PL(y|u) exp f(y) / Z(u). */
  logProb(utilities: ArrayLike<number>, places: ArrayLike<number>): number;
  /** The share of samples of the base that would be effective: (E exp f)² / E exp 2f, exact. */
  effectiveShare(utilities: ArrayLike<number>): number;
}

/** Prepares likelihoods of a tilt for rows of up to 11 labels. */
export function tiltedLogProb(tilt: OrderTilt): TiltedLogProb {
  const sums = orderSums(tilt.pairs.shape[0]);
  const factors = tiltSteps(tilt).map(Math.exp);
  const squares = factors.map((factor) => factor ** 2);
  return {
    logProb: (u, places) => sums.logSum(u, factors, places) - sums.logSum(u, factors),
    effectiveShare: (u) => Math.exp(2 * sums.logSum(u, factors) - sums.logSum(u, squares)),
  };
}
