import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import type { Matrix } from "@ebm/datasets";

export interface ConformalThresholdInputs {
  /** Probabilities of labels in rows that the model did not learn from. Shape [rows, labels]. */
  readonly probabilities: { readonly data: ArrayLike<number>; readonly shape: Matrix["shape"] };
  /** 1 if a row has a label, else 0; NaN does not count. Shape [rows, labels]. */
  readonly y: Matrix;
  /** The share of rows all of whose labels are to be covered, such as 0.9. */
  readonly coverage: number;
}

/**
 * Computes the threshold t for which the labels with a probability of at least t contain all labels of
 * a new row with a probability of at least `coverage`, whatever the model is, if new rows are drawn as
 * these are (split conformal prediction): of n rows, the ⌊(n + 1)(1 − coverage)⌋-th smallest of the
 * least probability of a label that a row has. −∞, all labels, if there are too few rows.
 */
export function conformalThreshold(inputs: ConformalThresholdInputs): number {
  const { probabilities, y, coverage } = inputs;
  const [rows, labels] = y.shape;
  checkCount("conformalThreshold", { rows });
  if (!(coverage > 0 && coverage < 1)) {
    throw new EbmError(
      `conformalThreshold: \`coverage\` is ${coverage}, expected a number above 0 and below 1.`,
    );
  }
  const least = Float64Array.from({ length: rows }, (_, row) => {
    let smallest = Number.POSITIVE_INFINITY;
    for (let i = row * labels; i < (row + 1) * labels; i++) {
      if (y.data[i] === 1) smallest = Math.min(smallest, probabilities.data[i]!);
    }
    return smallest;
  }).sort();
  // without what the product rounds down: 10 · (1 − 0.9) is a hair below 1
  const place = Math.floor((rows + 1) * (1 - coverage) + 1e-9);
  return place === 0 ? Number.NEGATIVE_INFINITY : least[place - 1]!;
}
