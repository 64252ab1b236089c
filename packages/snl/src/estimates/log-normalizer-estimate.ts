import { EbmError } from "@ebm/core/errors";

export interface LogNormalizerEstimate {
  /** log Ẑ = log mean w, at most log Z in expectation. */
  readonly logNormalizer: number;
  /** The standard error of log Ẑ, by the delta method. */
  readonly standardError: number;
  /** log Ẑ ± 1.96 standard errors: a 95 % confidence interval if the weights have finite variance. */
  readonly interval: readonly [low: number, high: number];
  /**
   * log Ẑ − log 20, which is below log Z with probability at least 95 % for any weights: by Markov's
   * inequality P(log Ẑ ≥ log Z + t) ≤ e⁻ᵗ.
   */
  readonly certified: number;
  readonly draws: number;
}

/**
 * Estimates log Z by importance sampling, in float64, from log-weights −E − log q at independent samples
 * from q. Use it to initialize b and to report log Z. The weights come in chunks that are not kept.
 *
 * @example
 * const { logNormalizer } = logNormalizerEstimate([logWeights]);
 *
 * @throws {EbmError} If there are no weights, or their sum is not finite and positive.
 */
export function logNormalizerEstimate(chunks: Iterable<ArrayLike<number>>): LogNormalizerEstimate {
  let draws = 0;
  let max = -Infinity;
  let [sum, squares] = [0, 0]; // of exp(w − max)
  for (const chunk of chunks) {
    if (!(chunk?.length >= 0)) {
      throw new EbmError(
        `logNormalizerEstimate: \`chunks\` has ${typeof chunk === "object" ? "an object" : chunk}, expected arrays: pass [logWeights] for one array.`,
      );
    }
    draws += chunk.length;
    for (let i = 0; i < chunk.length; i++) {
      const logWeight = chunk[i]!;
      if (logWeight > max) {
        const shrink = Math.exp(max - logWeight);
        [sum, squares, max] = [sum * shrink, squares * shrink ** 2, logWeight];
      }
      const weight = logWeight === -Infinity ? 0 : Math.exp(logWeight - max);
      sum += weight;
      squares += weight ** 2;
    }
  }
  if (!(Number.isFinite(max) && Number.isFinite(sum))) {
    throw new EbmError(
      `logNormalizerEstimate: \`chunks\` has ${draws} log-weights with maximum ${max} and sum ${sum}, expected finite numbers.`,
    );
  }
  const logNormalizer = max + Math.log(sum / draws);
  const spread = Math.max(0, squares / sum ** 2 - 1 / draws); // rounding leaves less than 0
  const standardError = draws > 1 ? Math.sqrt((spread * draws) / (draws - 1)) : Infinity;
  return {
    logNormalizer,
    standardError,
    interval: [logNormalizer - 1.96 * standardError, logNormalizer + 1.96 * standardError],
    certified: logNormalizer - Math.log(20),
    draws,
  };
}
