import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { stateCounts } from "./state-counts.js";

/** The likelihood of rows of bits under p(x) = exp(−E(x))/Z, with Z summed over all states. */
export interface EnumeratedLikelihood {
  /** The negative log-likelihood −mean log p(xᵢ), in nats. */
  readonly negativeLogLikelihood: number;
  /** log Σₓ exp(−E(x)). */
  readonly logPartition: number;
  /** The probability of each state, in the order of `binaryStates`. */
  readonly probabilities: Float64Array;
}

/**
 * Computes the exact likelihood of rows of bits from the energies of all 2ᵈ states:
 *
 *   mean E(xᵢ) + log Σₓ exp(−E(x)).
 *
 * @param inputs.energies The energy of each state, in the order of `binaryStates`. Shape [2ᵈ].
 * @param inputs.rows Zeros and ones. Shape [rows, d].
 *
 * @throws {EbmError} If there is not exactly one energy for each state.
 */
export function enumeratedLikelihood(inputs: {
  readonly energies: ArrayLike<number>;
  readonly rows: MatrixLike;
}): EnumeratedLikelihood {
  const { energies, rows } = inputs;
  const counts = stateCounts(rows);
  if (energies.length !== counts.length) {
    throw new EbmError(
      `enumeratedLikelihood: \`energies\` has ${energies.length} values, expected ${counts.length}, one for each state of ${rows.shape[1]} bits.`,
    );
  }
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < energies.length; i++) lowest = Math.min(lowest, energies[i]!);
  if (!Number.isFinite(lowest)) {
    throw new EbmError(
      `enumeratedLikelihood: \`energies\` has a minimum of ${lowest}, expected a finite number.`,
    );
  }
  let sum = 0;
  let mean = 0;
  for (let i = 0; i < energies.length; i++) {
    sum += Math.exp(lowest - energies[i]!);
    if (counts[i]! > 0) mean += (counts[i]! / rows.shape[0]) * (energies[i]! - lowest);
  }
  const logSum = Math.log(sum);
  return {
    negativeLogLikelihood: mean + logSum,
    logPartition: logSum - lowest,
    probabilities: Float64Array.from({ length: energies.length }, (_, i) =>
      Math.exp(lowest - energies[i]! - logSum),
    ),
  };
}
