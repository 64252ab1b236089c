import {
  checkPredictions,
  entryWeight,
  indicators,
  meanOverRows,
  type Predictions,
} from "./predictions.js";

/**
 * Computes the F1 of all (row, label) pairs together:
 *
 *   2·TP / (2·TP + FP + FN),
 *
 * It is 0 if that is 0/0, as in scikit-learn with `average="micro"` and `zero_division=0`.
 *
 * @param predictions Matrices of zeros and ones. Shape [rows, labels].
 */
export function f1Micro(predictions: Predictions): number {
  const [rows, labels] = checkPredictions("f1Micro", predictions, indicators);
  return f1(predictions, 0, rows * labels, 1);
}

/**
 * Computes the mean over rows of the F1 between the predicted and actual labels of a row. A row
 * without either counts 0: scikit-learn's `average="samples"` with `zero_division=0`.
 *
 * @param predictions Matrices of zeros and ones. Shape [rows, labels].
 */
export function f1Samples(predictions: Predictions): number {
  const [rows, labels] = checkPredictions("f1Samples", predictions, indicators);
  return meanOverRows(predictions, rows, (row) => f1(predictions, row * labels, labels, 1));
}

/**
 * Computes the mean over labels of the F1 of each label. A label that is neither predicted nor present
 * counts 0: scikit-learn's `average="macro"` with `zero_division=0`.
 *
 * @param predictions Matrices of zeros and ones. Shape [rows, labels].
 */
export function f1Macro(predictions: Predictions): number {
  const [rows, labels] = checkPredictions("f1Macro", predictions, indicators);
  let sum = 0;
  for (let label = 0; label < labels; label++) sum += f1(predictions, label, rows, labels);
  return sum / labels;
}

/** Computes the F1 of `count` entries from `start` on, `stride` apart. */
function f1(predictions: Predictions, start: number, count: number, stride: number): number {
  const { predicted, actual } = predictions;
  const columns = actual.shape[1];
  let both = 0;
  let either = 0;
  for (let i = start, end = start + count * stride; i < end; i += stride) {
    const weight = entryWeight(predictions, i, columns);
    both += weight * predicted.data[i]! * actual.data[i]!;
    either += weight * (predicted.data[i]! + actual.data[i]!);
  }
  // 2·TP + FP + FN counts the ones of both matrices
  return either === 0 ? 0 : (2 * both) / either;
}
