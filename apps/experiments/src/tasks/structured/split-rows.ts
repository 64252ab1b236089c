import type { Key } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import { kFolds, type SplitBy, type TrainTestSplit, takeRows, trainTestSplit } from "@ebm/datasets";
import { splitColumn } from "../tables/table-settings.js";
import type { RawRows } from "./raw-rows.js";
import type { RowsConfig } from "./structured-config.js";

/** The indices of the rows of each part. */
export interface RowSplit {
  readonly train: Int32Array;
  /** Training rows that are held out to choose parameters. Often none. */
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

type SplitRows = Pick<RawRows, "targets" | "testFrom" | "times" | "groups"> & {
  readonly features: Pick<RawRows["features"], "file" | "rows">;
};

/**
 * Splits rows for training, validation and test; random splits use the keys.
 *
 * @throws {EbmError} If a part is empty.
 */
export function splitRows(
  config: RowsConfig,
  rows: SplitRows,
  keys: { readonly test: Key; readonly validation: Key },
): RowSplit {
  const { file } = rows.features;
  const { validationShare } = config;
  const by = splitBy(config, rows);
  const { train, test } = testSplit(config, rows, { by, key: keys.test });
  if (validationShare === 0) return { train, validation: new Int32Array(0), test };

  const inner = named(file, "--validation-share", () =>
    trainTestSplit(train.length, {
      testFraction: validationShare,
      key: keys.validation,
      ...byOf(by, train),
    }),
  );
  return {
    train: inner.train.map((place) => train[place]!),
    validation: inner.test.map((place) => train[place]!),
    test,
  };
}

function testSplit(
  { split, testShare, folds, fold = 1 }: RowsConfig,
  { features: { file, rows }, testFrom }: SplitRows,
  { by, key }: { readonly by: SplitBy; readonly key: Key },
): TrainTestSplit {
  if (split === "files") {
    const all = Int32Array.from({ length: rows }, (_, row) => row);
    return { train: all.subarray(0, testFrom), test: all.subarray(testFrom) };
  }
  if (folds !== undefined) {
    return named(file, "--folds", () => kFolds(rows, { folds, key, ...by })[fold - 1]!);
  }
  return named(file, "--test-share", () =>
    trainTestSplit(rows, { testFraction: testShare, key, ...by }),
  );
}

function splitBy(
  config: RowsConfig,
  { targets, times, groups }: Pick<SplitRows, "targets" | "times" | "groups">,
): SplitBy {
  if (config.split === "stratified") return { labels: targets };
  const by = splitColumn(config)?.by;
  return by === "time" ? { times } : by === "group" ? { groups } : {};
}

/** Returns the labels, times or groups that split some of the rows. */
function byOf({ labels, times, groups }: SplitBy, rows: Int32Array): SplitBy {
  if (labels) return { labels: takeRows(labels, rows) };
  if (times) return { times: Array.from(rows, (row) => times[row]!) };
  return groups ? { groups: Array.from(rows, (row) => groups[row]) } : {};
}

/** Splits rows. Errors name the file and the option. */
function named<T>(file: string, option: string, split: () => T): T {
  try {
    return split();
  } catch (error) {
    if (!(error instanceof EbmError)) throw error;
    throw new EbmError(`${file} cannot be split by ${option}: ${error.message}`, { cause: error });
  }
}
