import type { Stack } from "../members/fit-stack.js";
import type { OrderTilt } from "./order-tilt.js";
import type { RankingMember } from "./ranking-member.js";

/**
 * A model of orders of labels given x, as plain data: the mean over folds of distributions
 *
 *   p(y|x) ∝ PL(y | u(x)) exp f(y),
 *
 * where u(x) are the utilities of a Plackett–Luce model that has not seen the fold, and f is 0
 * without a tilt.
 */
export interface RankingModel {
  readonly features: number;
  readonly labels: number;
  /** The utilities of one Plackett–Luce model for all x: what is known without x. Shape [labels]. */
  readonly constant: Float32Array;
  /** Number of folds. */
  readonly folds: number;
  readonly members: readonly RankingMember[];
  /** How the scores of members become utilities. */
  readonly stack: Stack;
  /** The tilt, if it was kept. */
  readonly tilt?: OrderTilt | undefined;
}
