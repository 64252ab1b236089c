import { EbmError } from "@ebm/core/errors";
import { mean } from "@ebm/core/float64";
import { checkLogWeights } from "./check-log-weights.js";
import { logNormalizerEstimate } from "./log-normalizer-estimate.js";

export interface LikelihoodBracketInputs {
  /** The energies of the test points. Shape [points]. */
  readonly dataEnergy: ArrayLike<number>;
  /**
   * −E − log q at samples that are used for the evaluation only: one row that all points share, or one
   * row per point for a conditional model.
   */
  readonly logWeights: readonly ArrayLike<number>[];
  /** b, or b(xᵢ) for each row. */
  readonly logNormalizer: ArrayLike<number>;
}

export interface LikelihoodBracket {
  /** LL_SNL = mean [−E − b − Ẑ e⁻ᵇ + 1]: at most the log-likelihood, in expectation. */
  readonly selfNormalized: number;
  /** LL_IS = mean [−E − log Ẑ]: at least the log-likelihood, in expectation. */
  readonly importance: number;
  /** The standard error of LL_IS, by the delta method, for fixed test points. */
  readonly standardError: number;
  /** LL_IS ± 1.96 standard errors: a 95 % confidence interval for these points' log-likelihood. */
  readonly interval: readonly [low: number, high: number];
  /** A bound that the log-likelihood is below with probability at least 95 %, for any weights. */
  readonly certified: number;
}

/**
 * Brackets the mean log-likelihood of test points, in nats, between two estimates. Their difference
 * e^u − 1 − u, with u = log Ẑ − b, shows how far b is from convergence.
 *
 * The bracket holds in expectation only, and both estimates are too large if the proposal misses a
 * mode.
 */
export function likelihoodBracket(inputs: LikelihoodBracketInputs): LikelihoodBracket {
  const where = "likelihoodBracket";
  const { dataEnergy, logWeights, logNormalizer } = inputs;
  const [points, rows] = [dataEnergy.length, logWeights.length];
  if (points === 0 || (rows !== 1 && rows !== points) || logNormalizer.length !== rows) {
    throw new EbmError(
      `${where}: \`dataEnergy\` has ${points} points, \`logWeights\` ${rows} rows and \`logNormalizer\` ${logNormalizer.length} entries, expected the same number of rows and entries: one, or one per point.`,
    );
  }
  for (const [name, numbers] of Object.entries({ dataEnergy, logNormalizer })) {
    if (!Array.from(numbers).some(Number.isNaN)) continue;
    throw new EbmError(`${where}: \`${name}\` has NaN, expected numbers.`);
  }
  for (const [i, row] of logWeights.entries()) {
    checkLogWeights(where, row, { name: `logWeights[${i}]` });
  }

  const estimates = logWeights.map((row) => logNormalizerEstimate([row]));
  const energy = mean(dataEnergy);
  const importance = -energy - mean(estimates.map((it) => it.logNormalizer));
  const bounds = estimates.map((it, i) => {
    const b = logNormalizer[i]!;
    return b + Math.expm1(it.logNormalizer - b);
  });
  const variance = estimates.reduce((sum, it) => sum + it.standardError ** 2, 0) / rows ** 2;
  const standardError = Math.sqrt(variance);
  return {
    selfNormalized: -energy - mean(bounds),
    importance,
    standardError,
    interval: [importance - 1.96 * standardError, importance + 1.96 * standardError],
    // Markov's inequality for the product of all Ẑ / Z, which has mean 1
    certified: importance + Math.log(20) / rows,
  };
}
