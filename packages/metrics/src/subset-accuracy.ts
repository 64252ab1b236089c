import { checkPredictions, indicators, type Predictions } from "./predictions.js";

/**
 * Share of the rows whose labels are all predicted right.
 *
 * @param predictions Matrices of zeros and ones. Shape [rows, labels].
 */
export function subsetAccuracy(predictions: Predictions): number {
  const [rows, labels] = checkPredictions("subsetAccuracy", predictions, indicators);
  const { predicted, actual } = predictions;
  let right = 0;
  for (let row = 0; row < rows; row++) {
    let label = 0;
    while (label < labels && agree(row * labels + label)) label++;
    if (label === labels) right++;
  }
  return right / rows;

  function agree(i: number): boolean {
    return predicted.data[i] === actual.data[i];
  }
}
