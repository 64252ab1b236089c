import type { Key } from "@ebm/core";
import { trainTestSplit } from "@ebm/datasets";
import type { StructuredConfig } from "./structured-config.js";
import type { StructuredData } from "./structured-data.js";

/** The numbers of the rows of each part. */
export interface RowSplit {
  readonly train: Int32Array;
  /** Rows taken from the training rows to choose parameters by; often none. */
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** Splits rows for training, validation and test; random splits use the keys. */
export function splitRows(
  { split, testShare, validationShare }: StructuredConfig,
  { x, testFrom }: StructuredData,
  keys: { readonly test: Key; readonly validation: Key },
): RowSplit {
  const rows = Int32Array.from({ length: x.shape[0] }, (_, row) => row);
  const { train, test } =
    split === "files"
      ? { train: rows.subarray(0, testFrom), test: rows.subarray(testFrom) }
      : trainTestSplit(rows.length, { testFraction: testShare, key: keys.test });
  if (validationShare === 0) return { train, validation: new Int32Array(0), test };

  const inner = trainTestSplit(train.length, {
    testFraction: validationShare,
    key: keys.validation,
  });
  return {
    train: inner.train.map((place) => train[place]!),
    validation: inner.test.map((place) => train[place]!),
    test,
  };
}
