import { checkPredictions, indicators, meanOverRows, type Predictions } from "./predictions.js";

/**
 * Computes the fraction of rows whose labels are all predicted correctly.
 *
 * @param predictions Matrices of zeros and ones. Shape [rows, labels].
 */
export function subsetAccuracy(predictions: Predictions): number {
  const [rows, labels] = checkPredictions("subsetAccuracy", predictions, indicators);
  const { predicted, actual, known } = predictions;
  return meanOverRows(predictions, rows, (row) => {
    let label = 0;
    while (label < labels && agree(row * labels + label)) label++;
    return label === labels ? 1 : 0;
  });

  function agree(i: number): boolean {
    return predicted.data[i] === actual.data[i] || known?.data[i] === 0;
  }
}
