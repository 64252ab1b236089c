import { EbmError } from "@ebm/core";
import { checkShare } from "@ebm/core/check";
import { logMeanExp, logSumExp } from "@ebm/core/float64";

export interface BracketInputs {
  /** log w of chains from the base to the target. */
  readonly forward: ArrayLike<number>;
  /** log w of chains from exact samples of the target to the base. */
  readonly reverse: ArrayLike<number>;
  /** log Z₀ of the base. */
  readonly logPartition: number;
}

export interface BracketOptions {
  /** The minimum probability that log Z₁ is between `lower` and `upper`. Default: 0.95. */
  readonly confidence?: number;
}

export interface LogPartitionBracket {
  /** The forward estimate log Z₀ + log mean w, below log Z₁ in expectation. */
  readonly forward: number;
  /** The reverse estimate log Z₀ − log mean w, above log Z₁ in expectation. */
  readonly reverse: number;
  readonly lower: number;
  readonly upper: number;
  /** The effective number of chains, (Σ w)² / Σ w². If it is small, the estimates are poor. */
  readonly forwardSampleSize: number;
  readonly reverseSampleSize: number;
}

/**
 * Bounds the log-partition of a target by annealed importance sampling in both directions, in float64.
 *
 * A mean of unbiased weights exceeds its expectation by a factor e^t with probability at most e^−t
 * (Markov). So log Z₁ ≥ log Z₀ + log mean w − t for weights of any variance, and likewise in the other
 * direction, with t = log(2/(1 − confidence)). The upper bound holds if the reverse chains start from
 * exact samples of the target.
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
    const actual = wrong >= 0 ? `${values[wrong]} at ${wrong}` : "no entries";
    throw new EbmError(`logPartitionBracket: \`${name}\` has ${actual}, expected finite numbers.`);
  }
  const logSquares = logSumExp(values.map((value) => 2 * value));
  return {
    logMean: logMeanExp(values),
    sampleSize: Math.exp(2 * logSumExp(values) - logSquares),
  };
}
