import { EbmError } from "@ebm/core";
import { checkShare } from "@ebm/core/check";
import { logMeanExp, logSumExp } from "@ebm/core/float64";

export interface BracketInputs {
  /** log w of chains from the base to the target. */
  readonly forward: ArrayLike<number>;
  /** log w of chains from exact draws of the target to the base. */
  readonly reverse: ArrayLike<number>;
  /** log Z₀ of the base. */
  readonly logPartition: number;
}

export interface BracketOptions {
  /** The probability, at least, that log Z₁ is between `lower` and `upper`. Default: 0.95. */
  readonly confidence?: number;
}

export interface LogPartitionBracket {
  /** log Z₀ + log mean w, forward: below log Z₁ in expectation. */
  readonly forward: number;
  /** log Z₀ − log mean w, reverse: above log Z₁ in expectation. */
  readonly reverse: number;
  readonly lower: number;
  readonly upper: number;
  /** (Σ w)² / Σ w²: how many of the chains count. Few, and the estimates are off. */
  readonly forwardSampleSize: number;
  readonly reverseSampleSize: number;
}

/**
 * Bounds on the log-partition of a target from annealed importance sampling both ways, in float64.
 *
 * A mean of unbiased weights exceeds its expectation by a factor e^t with probability e^−t at most
 * (Markov). So log Z₁ ≥ log Z₀ + log mean w − t, whatever the weights' variance, and the other way
 * likewise; t is log(2/(1 − confidence)) at both ends. The upper bound holds if the reverse
 * chains set out from exact draws of the target.
 *
 * Reference: Grosse, Ghahramani, Adams. Sandwiching the Marginal Likelihood using Bidirectional
 * Monte Carlo. 2015. https://arxiv.org/abs/1511.02543
 */
export function logPartitionBracket(
  inputs: BracketInputs,
  { confidence = 0.95 }: BracketOptions = {},
): LogPartitionBracket {
  checkShare("logPartitionBracket", { confidence }, { open: true });
  if (!Number.isFinite(inputs.logPartition)) {
    throw new EbmError(
      `logPartitionBracket: \`logPartition\` is ${inputs.logPartition}, expected a finite number.`,
    );
  }
  const [ahead, back] = [summary("forward", inputs.forward), summary("reverse", inputs.reverse)];
  const forward = inputs.logPartition + ahead.logMean;
  const reverse = inputs.logPartition - back.logMean;
  const margin = Math.log(2 / (1 - confidence));
  return {
    forward,
    reverse,
    lower: forward - margin,
    upper: reverse + margin,
    forwardSampleSize: ahead.sampleSize,
    reverseSampleSize: back.sampleSize,
  };
}

function summary(
  name: string,
  logWeights: ArrayLike<number>,
): { readonly logMean: number; readonly sampleSize: number } {
  const values = Array.from(logWeights);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (values.length === 0 || wrong >= 0) {
    const came = wrong >= 0 ? `${values[wrong]} at ${wrong}` : "no entries";
    throw new EbmError(`logPartitionBracket: \`${name}\` has ${came}, expected finite numbers.`);
  }
  const logSquares = logSumExp(values.map((value) => 2 * value));
  return {
    logMean: logMeanExp(values),
    sampleSize: Math.exp(2 * logSumExp(values) - logSquares),
  };
}
