import type { CalibrationBin } from "../../report/report-data.js";

const BINS = 10;

/**
 * Computes observed frequencies of probabilities in bins of equal width.
 *
 * @param scores Log-odds, one for each outcome of 0 or 1.
 */
export function calibration(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
): CalibrationBin[] {
  const bins = Array.from({ length: BINS }, () => ({ predicted: 0, observed: 0, count: 0 }));
  for (let i = 0; i < scores.length; i++) {
    const probability = 1 / (1 + Math.exp(-scores[i]!));
    const bin = bins[Math.min(BINS - 1, Math.floor(BINS * probability))]!;
    bin.predicted += probability;
    bin.observed += outcomes[i]!;
    bin.count++;
  }
  return bins
    .filter(({ count }) => count > 0)
    .map(({ predicted, observed, count }) => ({
      predicted: predicted / count,
      observed: observed / count,
      count,
    }));
}
