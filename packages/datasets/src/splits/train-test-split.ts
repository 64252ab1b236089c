import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import { type Key, key as keyOf, permutation } from "@ebm/core/random";
import { assignRows } from "./assign-rows.js";
import { byTime, timeCut } from "./by-time.js";
import { checkSplitBy, type SplitBy } from "./split-by.js";

export interface TrainTestSplit {
  /** Row numbers: in random order, or in that of time. */
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface TrainTestSplitOptions extends SplitBy {
  /** The fraction of rows for testing, between 0 and 1. */
  readonly testFraction: number;
  /** The key of the random order. Default: key(0). */
  readonly key?: Key;
}

/**
 * Splits rows 0, …, rows − 1; ⌈testFraction · rows⌉ of them are for testing. Without `labels`,
 * `groups` or `times`, any set of them is as likely as another. With `labels` or `groups` the number
 * of test rows is only nearly that, and with `times` the latest rows are for testing.
 */
export function trainTestSplit(
  rows: number,
  { testFraction, key = keyOf(0), ...by }: TrainTestSplitOptions,
): TrainTestSplit {
  checkCount("trainTestSplit", { rows }, { least: 2 });
  // without what the product rounds up: 0.07 · 100 is a hair over 7
  const tests = Math.ceil(testFraction * rows - 1e-9);
  if (!(testFraction > 0 && tests >= 1 && tests < rows)) {
    throw new EbmError(
      `trainTestSplit: \`testFraction\` is ${testFraction}, expected to leave training and test rows of ${rows}.`,
    );
  }
  checkSplitBy("trainTestSplit", rows, by);
  if (by.times !== undefined) {
    const order = byTime("trainTestSplit", by.times);
    const cut = timeCut("trainTestSplit", { order, times: by.times, cut: rows - tests });
    return { train: order.slice(0, cut), test: order.slice(cut) };
  }
  const order = permutation(key, rows);
  if (by.labels === undefined && by.groups === undefined) {
    return { train: order.slice(tests), test: order.slice(0, tests) };
  }
  const shares = [1 - tests / rows, tests / rows];
  const parts = assignRows("trainTestSplit", { order, shares, by });
  return {
    train: order.filter((row) => parts[row] === 0),
    test: order.filter((row) => parts[row] === 1),
  };
}
