import { EbmError } from "@ebm/core/errors";
import { type Key, permutation } from "@ebm/core/random";
import { assignRows } from "./assign-rows.js";
import { byTime, timeCut } from "./by-time.js";
import { checkSplitBy, type SplitBy } from "./split-by.js";
import type { TrainTestSplit } from "./train-test-split.js";

/**
 * Splits rows 0, …, rows − 1 in several ways, so that each row is for testing once. With `times`,
 * each fold tests the rows that come next after its training rows, and the earliest rows are for
 * training only.
 */
export function kFolds(
  rows: number,
  { folds, key, ...by }: SplitBy & { readonly folds: number; readonly key: Key },
): readonly TrainTestSplit[] {
  if (!(Number.isSafeInteger(folds) && folds >= 2 && folds <= rows)) {
    throw new EbmError(
      `kFolds: \`folds\` is ${folds}, expected an integer from 2 to ${rows}, the rows.`,
    );
  }
  checkSplitBy("kFolds", rows, by);
  if (by.times !== undefined) return forward(by.times, folds);
  const order = permutation(key, rows);
  const parts =
    by.labels === undefined && by.groups === undefined
      ? evenly(order, folds)
      : assignRows("kFolds", { order, shares: Array(folds).fill(1 / folds), by });
  return Array.from({ length: folds }, (_, fold) => ({
    train: order.filter((row) => parts[row] !== fold),
    test: order.filter((row) => parts[row] === fold),
  }));
}

function evenly(order: Int32Array, folds: number): Int32Array {
  const parts = new Int32Array(order.length);
  for (const [i, row] of order.entries()) parts[row] = i % folds;
  return parts;
}

function forward(times: ArrayLike<number>, folds: number): TrainTestSplit[] {
  const order = byTime("kFolds", times);
  const cuts = Array.from({ length: folds }, (_, i) => {
    const cut = Math.round(((i + 1) * order.length) / (folds + 1));
    return timeCut("kFolds", { order, times, cut: Math.max(1, cut) });
  });
  if (new Set(cuts).size < folds) {
    throw new EbmError(
      `kFolds: \`times\` has too few different times, expected more for ${folds} folds.`,
    );
  }
  return cuts.map((cut, i) => ({
    train: order.slice(0, cut),
    test: order.slice(cut, cuts[i + 1]),
  }));
}
