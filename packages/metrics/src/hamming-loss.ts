import { checkPredictions, entryWeight, indicators, type Predictions } from "./predictions.js";

/**
 * Computes the fraction of the (row, label) pairs that are predicted wrongly.
 *
 * @param predictions Matrices of zeros and ones. Shape [rows, labels].
 */
export function hammingLoss(predictions: Predictions): number {
  const [rows, labels] = checkPredictions("hammingLoss", predictions, indicators);
  let [wrong, total] = [0, 0];
  for (let i = 0; i < rows * labels; i++) {
    const weight = entryWeight(predictions, i, labels);
    total += weight;
    if (predictions.predicted.data[i] !== predictions.actual.data[i]) wrong += weight;
  }
  return wrong / total;
}
