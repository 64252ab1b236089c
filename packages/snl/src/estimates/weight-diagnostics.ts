import { logSumExp } from "@ebm/core/float64";
import { checkLogWeights } from "./check-log-weights.js";
import { paretoK } from "./pareto-k.js";

export interface WeightDiagnostics {
  readonly draws: number;
  /** The effective sample size (Σ w)² / Σ w². */
  readonly effectiveDraws: number;
  /** The largest weight divided by their sum. */
  readonly largestShare: number;
  /** The shape k̂ of the weights' tail. See `paretoK`. */
  readonly paretoK: number;
  /** Whether an estimate from these weights, and its standard error, can be trusted. */
  readonly reliable: boolean;
  /** The reason, and what to do, in one sentence. */
  readonly advice: string;
}

/** With a smaller effective sample size, log Ẑ has a standard error above 0.14. */
const ENOUGH = 50;

/**
 * Diagnoses an estimate of the normalizer from the log-weights −E − log q of samples from q. Weights
 * cannot reveal a mode that q never reaches, so also check with a second, wider proposal.
 * An estimate is reliable if the Pareto k̂ is at most min(1 − 1/log₁₀ draws, 0.7) and the effective
 *
 * sample size is at least 50.
 */
export function weightDiagnostics(logWeights: ArrayLike<number>): WeightDiagnostics {
  const total = checkLogWeights("weightDiagnostics", logWeights);
  const draws = logWeights.length;
  const squares = logSumExp(Float64Array.from(logWeights, (w) => 2 * w));
  const effectiveDraws = Math.exp(2 * total - squares);
  const largest = Float64Array.from(logWeights).reduce((a, b) => Math.max(a, b));
  const k = paretoK(logWeights);
  const limit = Math.min(1 - 1 / Math.log10(draws), 0.7);
  const numbers = {
    draws,
    effectiveDraws,
    largestShare: Math.exp(largest - total),
    paretoK: k,
  };
  if (!(k <= limit)) {
    const came = Number.isFinite(k)
      ? `The tail of the weights is too heavy (k̂ = ${k.toFixed(2)}, above ${limit.toFixed(2)})`
      : `${draws} draws are too few to judge the weights by`;
    const advice = `${came}: do not report log Ẑ, but take a wider proposal, a defensive mixture or more draws.`;
    return { ...numbers, reliable: false, advice };
  }
  if (effectiveDraws < ENOUGH) {
    const advice = `Only ${effectiveDraws.toFixed(1)} of ${draws} draws are effective: log Ẑ is noisy, so take more draws or adapt the proposal.`;
    return { ...numbers, reliable: false, advice };
  }
  return {
    ...numbers,
    reliable: true,
    advice: "The weights are even enough for log Ẑ and its standard error to be trusted.",
  };
}
