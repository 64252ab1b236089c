import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { densePlaces } from "./dense-places.js";
import { expectedPlaces } from "./expected-places.js";
import { rankCorrelation } from "./rank-correlation.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import type { OrderModel, RankingModel } from "./ranking-model.js";
import { rankingUtilities } from "./ranking-utilities.js";

export interface RankingsEvaluation {
  /** Mean of −log p(y|x), in nats. */
  readonly nll: number;
  readonly nllStandardError: number;
  /** The loss without an energy on top. The same as `nll` if there is none. */
  readonly baseNll: number;
  /** The loss of the Plackett–Luce models of the stack, without chains and energy. */
  readonly stackNll: number;
  /** Whether the model has an energy on top. Its log Z is exact. */
  readonly tiltKept: boolean;
  /** The loss of one Plackett–Luce model for all x. */
  readonly frequencyNll: number;
  /** The loss of orders that are all equally likely. */
  readonly uniformNll: number;
  /** Kendall's τ × 100 of the labels in the order of their mean places, over the pairs that rows order. */
  readonly kendallTau: number;
  /** −log p(y|x) of each row. Shape [rows]. */
  readonly losses: Float64Array;
  /** −log p(y) of each row by one Plackett–Luce model for all x. Shape [rows]. */
  readonly frequencyLosses: Float64Array;
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
  return evaluateUtilities(model, { utilities: await rankingUtilities(model, x), ranks });
}

/** The same, given the utilities of each fold. */
export function evaluateUtilities(
  model: Pick<RankingModel, "labels" | "chains" | "constant" | "share" | "tilt">,
  { utilities, ranks }: { readonly utilities: readonly Matrix[]; readonly ranks: Matrix },
): RankingsEvaluation {
  const lossesOf = (own: OrderModel, all: readonly Matrix[]): Float64Array =>
    rankingLogProbs(own, all, ranks).map((value) => -value);
  const constantOf = (constant: ArrayLike<number>): Matrix[] => [
    { data: ranks.data.map((_, i) => constant[i % model.labels]!), shape: ranks.shape },
  ];
  const plain = { chains: [] };
  const losses = lossesOf(model, utilities);
  const frequencyLosses = lossesOf(plain, constantOf(model.constant));
  const expected = expectedPlaces(model, utilities);
  const nll = mean(losses);
  const baseNll = model.tilt ? mean(lossesOf({ ...model, tilt: undefined }, utilities)) : nll;
  return {
    nll,
    nllStandardError: Math.sqrt(mean(losses.map((loss) => (loss - nll) ** 2)) / losses.length),
    baseNll,
    stackNll:
      model.chains.length > 0
        ? mean(lossesOf({ ...model, chains: [], tilt: undefined }, utilities))
        : baseNll,
    tiltKept: model.tilt !== undefined,
    frequencyNll: mean(frequencyLosses),
    uniformNll: mean(lossesOf(plain, constantOf(new Float32Array(model.labels)))),
    kendallTau: 100 * rankCorrelation(expected, densePlaces(ranks)),
    losses,
    frequencyLosses,
    expectedPlaces: expected,
  };
}
