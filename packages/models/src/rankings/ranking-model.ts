import type { Stack } from "../members/fit-stack.js";
import type { ChoiceChain } from "./choice-chain.js";
import type { RankingMember } from "./ranking-member.js";
import type { RankingTilt } from "./ranking-tilt.js";

/**
 * A model of orders of labels given x, as plain data. Each fold has utilities u(x), from members that
 * did not see it. q(y|x) is the mean over folds, and over chains, of the distribution of the chain
 * given u(x); without chains, of the Plackett–Luce model of u(x). A share of the orders does not depend on
 * x: p(y|x) = (1 − share) q(y|x) + share · p(y).
 */
export interface RankingModel {
  readonly features: number;
  readonly labels: number;
  /** The utilities of one Plackett–Luce model for all x: what is known without x. Shape [labels]. */
  readonly constant: Float32Array;
  /** The weight of this model in the mixture. It bounds the loss of orders unlike all others. */
  readonly share: number;
  /** Number of folds. */
  readonly folds: number;
  readonly members: readonly RankingMember[];
  /** The stack that turns the scores of members into utilities. */
  readonly stack: Stack;
  /** The dependence of labels on earlier choices. Empty if it does not help. */
  readonly chains: readonly ChoiceChain[];
  /**
   * The energy on top, if one helps: p(y|x) = q(y|x) exp(−f(y)) / Z(x), with the distribution above as q.
   */
  readonly tilt?: RankingTilt | undefined;
}

/** The parts of a ranking model that turn utilities into a distribution of orders. */
export type OrderModel = Pick<RankingModel, "chains"> &
  Partial<Pick<RankingModel, "constant" | "share" | "tilt">>;
