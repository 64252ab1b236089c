import type { Matrix } from "@ebm/datasets";
import { densePlaces } from "./dense-places.js";
import { expectedPlaces } from "./expected-places.js";
import { rankCorrelation } from "./rank-correlation.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import type { RankingModel } from "./ranking-model.js";
import { rankingUtilities } from "./ranking-utilities.js";

export interface RankingsEvaluation {
  /** Mean of −log p(y|x), in nats. */
  readonly nll: number;
  readonly nllStandardError: number;
  /** Kendall's τ × 100 of the labels in the order of their mean places, over the pairs that rows order. */
  readonly kendallTau: number;
  /** −log p(y|x) of each row. Shape [rows]. */
  readonly losses: Float64Array;
  /** The mean place of each label. Shape [rows, labels]. */
  readonly expectedPlaces: Matrix;
}

/**
 * Compares a model with rows that it has not seen. The likelihood is exact.
 *
 * @param data `ranks` grow with the place; equal ones tie, and NaN marks labels that are not ranked.
 */
export async function evaluateRankings(
  model: RankingModel,
  { x, ranks }: { readonly x: Matrix; readonly ranks: Matrix },
): Promise<RankingsEvaluation> {
  const utilities = await rankingUtilities(model, x);
  const losses = rankingLogProbs(model, utilities, ranks).map((value) => -value);
  const expected = expectedPlaces(model, utilities);
  const nll = losses.reduce((sum, loss) => sum + loss / losses.length, 0);
  const variance = losses.reduce((sum, loss) => sum + (loss - nll) ** 2, 0) / losses.length;
  return {
    nll,
    nllStandardError: Math.sqrt(variance / losses.length),
    kendallTau: 100 * rankCorrelation(expected, densePlaces(ranks)),
    losses,
    expectedPlaces: expected,
  };
}
