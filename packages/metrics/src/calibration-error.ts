import { EbmError } from "@ebm/core/errors";
import { checkProbabilities, type ProbabilityOutcomes } from "./probability-outcomes.js";

/**
 * Computes the expected calibration error: the mean distance between the mean probability and the
 * observed frequency of a bin, weighted by the number of predictions in the bin.
 *
 * @param bins Number of bins of equal width. Default: 10.
 */
export function calibrationError(predictions: ProbabilityOutcomes, bins = 10): number {
  const count = checkProbabilities("calibrationError", predictions);
  if (!(Number.isSafeInteger(bins) && bins >= 1)) {
    throw new EbmError(`calibrationError: \`bins\` is ${bins}, expected an integer from 1.`);
  }
  const { probabilities, outcomes } = predictions;
  const excess = new Float64Array(bins);
  for (let i = 0; i < count; i++) {
    const bin = Math.min(bins - 1, Math.floor(bins * probabilities[i]!));
    excess[bin]! += probabilities[i]! - outcomes[i]!;
  }
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / count;
}
