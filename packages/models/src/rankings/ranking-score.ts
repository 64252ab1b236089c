import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { rankCorrelation } from "./rank-correlation.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import { negated } from "./ranking-member.js";
import type { OrderModel } from "./ranking-model.js";
import { ranksOf } from "./ranks-of.js";

/** A part of a fit on rows that it did not learn from. */
export interface RankingScore {
  /** Mean of −log p(y|x), in nats. */
  readonly nll: number;
  /** Kendall's τ × 100, over the pairs that rows order. */
  readonly kendallTau: number;
}

/** Scores utilities that a model turns into orders. */
export function rankingScore(model: OrderModel, utilities: Matrix, places: Matrix): RankingScore {
  const nll = -mean(rankingLogProbs(model, [utilities], ranksOf(places)));
  return { nll, kendallTau: 100 * rankCorrelation(negated(utilities), places) };
}
