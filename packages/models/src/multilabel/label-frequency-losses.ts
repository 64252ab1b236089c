import type { Matrix } from "@ebm/datasets";
import { labelStatistics } from "./label-statistics.js";
import { multilabelLosses } from "./multilabel-losses.js";

/**
 * Computes −log p(y) of each test row by the smoothed label frequencies of training rows, whatever x is,
 * in nats. Labels that are NaN are unknown and do not count.
 *
 * @param train 0, 1 or NaN. Shape [rows, labels].
 * @param test 0, 1 or NaN. Shape [test rows, labels].
 * @returns Shape [test rows].
 */
export function labelFrequencyLosses(train: Matrix, test: Matrix): Float64Array {
  const logits = labelStatistics(train).frequencies.map((p) => Math.log(p / (1 - p)));
  const data = test.data.map((_, i) => logits[i % logits.length]!);
  return multilabelLosses({ data, shape: test.shape }, test);
}
