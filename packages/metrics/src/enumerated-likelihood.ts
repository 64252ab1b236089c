import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { stateCounts } from "./state-counts.js";

/** The likelihood of rows of bits under p(x) = exp(−E(x))/Z, with Z summed over all states. */
export interface EnumeratedLikelihood {
  /** −mean log p(xᵢ), in nats. */
  readonly negativeLogLikelihood: number;
  /** log Σₓ exp(−E(x)). */
  readonly logPartition: number;
  /** p of each state, in the order of `binaryStates`. */
  readonly probabilities: Float64Array;
}

/**
 * Compares the energies of all 2ᵈ states with rows of bits, exactly:
 *
 *   mean E(xᵢ) + log Σₓ exp(−E(x)).
 *
 * @param inputs.energies E of each state, in the order of `binaryStates`. Shape [2ᵈ].
 * @param inputs.rows Zeros and ones. Shape [rows, d].
 *
 * @throws {EbmError} If there is not an energy for each state.
 */
export function enumeratedLikelihood(inputs: {
  readonly energies: ArrayLike<number>;
  readonly rows: MatrixLike;
}): EnumeratedLikelihood {
  const { energies, rows } = inputs;
  const counts = stateCounts(rows);
  if (energies.length !== counts.length) {
    throw new EbmError(
      `enumeratedLikelihood: \`energies\` has ${energies.length} values, expected ${counts.length}, for each state of ${rows.shape[1]} bits.`,
    );
  }
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < energies.length; i++) lowest = Math.min(lowest, energies[i]!);
  if (!Number.isFinite(lowest)) {
    throw new EbmError(
      `enumeratedLikelihood: \`energies\` has a least value of ${lowest}, expected a finite one.`,
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
