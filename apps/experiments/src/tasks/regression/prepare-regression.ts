import { EbmError } from "@ebm/core/errors";
import { quoted } from "@ebm/core/naming";
import {
  applyPreprocessor,
  type FittedNumber,
  fitPreprocessor,
  type NumberColumn,
  selectRows,
  type Table,
} from "@ebm/datasets";
import type { RegressionData } from "./regression-data.js";

/** The smallest number of rows for training. */
export const LEAST_ROWS = 20;

export interface PrepareRegressionInputs {
  readonly features: Table;
  readonly targets: Table;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * Converts columns to features and targets.
 *
 * @throws {EbmError} If a target is not a column of numbers, or too few rows are left.
 */
export function prepareRegression({
  features,
  targets,
  train,
  test,
}: PrepareRegressionInputs): Pick<
  RegressionData,
  "train" | "test" | "preprocessor" | "targets" | "notes"
> {
  const columns = numbersOf(targets);
  if (train.length < LEAST_ROWS || test.length === 0) {
    throw new EbmError(
      `${features.file} gives ${train.length} training and ${test.length} test rows with targets, expected ${LEAST_ROWS} and 1 at least.`,
    );
  }
  const preprocessor = fitPreprocessor(selectRows(features, train));
  const fitted = columns.map(({ name, values }): FittedNumber => {
    const center = train.reduce((sum, row) => sum + values[row]! / train.length, 0);
    return { name, kind: "number", hasMissing: false, median: center, center, scale: 1 };
  });
  const rows = (chosen: Int32Array) => {
    const { data, shape } = applyPreprocessor(preprocessor, selectRows(features, chosen));
    const y = Float32Array.from({ length: chosen.length * columns.length }, (_, i) => {
      const j = i % columns.length;
      return columns[j]!.values[chosen[Math.floor(i / columns.length)]!]! - fitted[j]!.center;
    });
    return { x: { data, shape }, y: { data: y, shape: [chosen.length, columns.length] as const } };
  };
  return {
    train: rows(train),
    test: rows(test),
    preprocessor,
    targets: fitted,
    notes: [...preprocessor.notes],
  };
}

/** Returns the rows that have all targets. */
export function rowsWithTargets(targets: Table): Int32Array {
  const columns = numbersOf(targets);
  return Int32Array.from({ length: targets.rows }, (_, row) => row).filter((row) =>
    columns.every(({ values }) => Number.isFinite(values[row]!)),
  );
}

function numbersOf({ file, columns }: Table): readonly NumberColumn[] {
  return columns.map((column) => {
    if (column.kind === "number") return column;
    throw new EbmError(
      `${file}: column ${quoted(column.name)} is a ${column.kind}, expected numbers to predict.`,
    );
  });
}
