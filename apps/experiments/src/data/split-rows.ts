import type { Key } from "@ebm/core";
import { trainTestSplit } from "@ebm/datasets";
import type { Config } from "../config/config.js";
import type { TaskData } from "./task-data.js";

/** Numbers of rows. */
export interface RowSplit {
  readonly train: Int32Array;
  /** Rows taken from the training rows to choose by. Often none. */
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** Rows to train, choose and test on; where the split is random, by the keys. */
export function splitRows(
  config: Config,
  { x, testFrom }: TaskData,
  keys: { readonly test: Key; readonly validation: Key },
): RowSplit {
  const byFile = config.task === "multilabel" && config.split === "files";
  const rows = Int32Array.from({ length: x.shape[0] }, (_, row) => row);
  const { train, test } = byFile
    ? { train: rows.subarray(0, testFrom), test: rows.subarray(testFrom) }
    : trainTestSplit(rows.length, { testFraction: config.testShare, key: keys.test });
  if (config.validationShare === 0) return { train, validation: new Int32Array(0), test };

  const inner = trainTestSplit(train.length, {
    testFraction: config.validationShare,
    key: keys.validation,
  });
  return {
    train: inner.train.map((place) => train[place]!),
    validation: inner.test.map((place) => train[place]!),
    test,
  };
}
