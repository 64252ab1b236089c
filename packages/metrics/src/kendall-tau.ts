import { EbmError } from "@ebm/core/errors";
import { checkPredictions, type Predictions } from "./predictions.js";

/**
 * Computes Kendall's rank correlation of the ranks r, s of k labels, averaged over rows:
 *
 *   τ = (concordant − discordant pairs) / (k(k−1)/2),
 *
 * It is 1 for equal rankings and −1 for reversed ones. A pair that is tied in either ranking counts as
 * neither but stays in the denominator (tau-a), so ties keep τ below 1.
 *
 * @param predictions Ranks, or scores that increase with them. Shape [rows, labels], labels ≥ 2.
 *
 * Reference: Kendall. A New Measure of Rank Correlation. Biometrika 30, 1938.
 */
export function kendallTau(predictions: Predictions): number {
  const [rows, labels] = checkPredictions("kendallTau", predictions, {
    entries: "a finite number",
    passes: Number.isFinite,
  });
  if (labels < 2) throw new EbmError(`kendallTau: \`actual\` ranks 1 label, expected 2 or more.`);
  const r = predictions.predicted.data;
  const s = predictions.actual.data;
  const pairs = (labels * (labels - 1)) / 2;
  let [sum, total] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const weight = predictions.weights?.[row] ?? 1;
    sum += weight * balance(row * labels);
    total += weight;
  }
  return sum / (total * pairs);

  /** Counts concordant minus discordant pairs of the row that starts at `start`. */
  function balance(start: number): number {
    let sum = 0;
    for (let i = start; i < start + labels; i++) {
      for (let j = start; j < i; j++) {
        sum += Math.sign(r[i]! - r[j]!) * Math.sign(s[i]! - s[j]!);
      }
    }
    return sum;
  }
}
