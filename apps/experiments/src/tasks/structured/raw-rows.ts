import type { Matrix, Preprocessor, Table } from "@ebm/datasets";
import { fitStandardizing } from "./standardizing.js";
import type { StructuredData } from "./structured-data.js";

/** Rows of columns and targets, before they are split and converted to numbers. */
export interface RawRows {
  readonly name: string;
  readonly source?: string | undefined;
  /** The columns to predict from, as in the file. */
  readonly features: Table;
  /** Fits the conversion of columns to numbers, on training rows. */
  fit(training: Table): Preprocessor;
  /** Zeros and ones, or the rank of each label. Shape [rows, labels]. */
  readonly targets: Matrix;
  /** 1 if a target is known, otherwise 0. Default: all are known. Shape [rows, labels]. */
  readonly known?: Matrix | undefined;
  readonly labelNames: readonly string[];
  /** The column that lists or ranks the labels of a row, if there is one. */
  readonly target?: string | undefined;
  /** The weight of each row. Default: 1 each. */
  readonly weights?: Float64Array | undefined;
  /** The time of each row, to split by. */
  readonly times?: Float64Array | undefined;
  /** The group of each row, to split by. */
  readonly groups?: ArrayLike<unknown> | undefined;
  /** The first row of the test file. The number of rows if there is none. */
  readonly testFrom: number;
  /** The kinds of the columns of the user's file, each as `age=number`. */
  readonly columns?: readonly string[] | undefined;
  /** Notes on what was inferred or decided, one sentence each. */
  readonly notes: readonly string[];
}

/** Returns the rows of a published data set, whose features are numbers to standardize. */
export function rawRows({ x, featureNames, ...data }: StructuredData): RawRows {
  const [rows, width] = x.shape;
  const columns = featureNames.map((name, i) => ({
    name,
    kind: "number" as const,
    values: Float64Array.from({ length: rows }, (_, row) => x.data[row * width + i]!),
  }));
  return {
    ...data,
    features: { file: data.name, rows, columns, notes: [] },
    fit: fitStandardizing,
    notes: [],
  };
}
