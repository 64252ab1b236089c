import { type Key, normal, split, uniform } from "@ebm/core";
import {
  applyPreprocessor,
  type FittedColumn,
  type Matrix,
  type Preprocessor,
  type TableColumn,
} from "@ebm/datasets";

/** Raw columns, as exported files take them. Shape [rows, columns]. */
export interface RawColumns {
  readonly data: Float64Array;
  readonly shape: readonly [rows: number, columns: number];
}

/** The fraction of missing values in a column that had some in training. */
const MISSING = 0.1;
/** The largest number that random values may have. */
const MAX = Number.MAX_VALUE;

/** Generates raw columns with the spread of the training rows. */
export function randomColumns({ columns }: Preprocessor, key: Key, rows: number): RawColumns {
  const width = columns.length;
  const data = new Float64Array(rows * width);
  for (const [i, each] of split(key, width).entries()) {
    const column = columns[i]!;
    const [forValues, forMissing] = split(each, 2);
    const values = randomValues(column, forValues, rows);
    const missing = uniform(forMissing, rows);
    for (let row = 0; row < rows; row++) {
      const isMissing = column.hasMissing && missing[row]! < MISSING;
      data[row * width + i] = isMissing ? Number.NaN : values[row]!;
    }
  }
  return { data, shape: [rows, width] };
}

function randomValues(column: FittedColumn, key: Key, rows: number): Float64Array {
  switch (column.kind) {
    case "number":
    case "datetime":
      return Float64Array.from(normal(key, rows), (z) =>
        Math.max(-MAX, Math.min(MAX, column.center + column.scale * z)),
      );
    case "category":
      return Float64Array.from(uniform(key, rows), (u) => Math.floor(u * column.categories.length));
    case "boolean":
      return Float64Array.from(uniform(key, rows), (u) => Math.floor(u * 2));
  }
}

/** Computes the features of raw columns, as the graph of an exported file does first. */
export function featuresOf(preprocessor: Preprocessor, { data, shape }: RawColumns): Matrix {
  const [rows, width] = shape;
  const columns = preprocessor.columns.map((fitted, i) =>
    columnOf(
      fitted,
      Float64Array.from({ length: rows }, (_, row) => data[row * width + i]!),
    ),
  );
  const { data: features, shape: size } = applyPreprocessor(preprocessor, {
    file: "random rows",
    rows,
    columns,
    notes: [],
  });
  return { data: features, shape: size };
}

function columnOf(fitted: FittedColumn, values: Float64Array): TableColumn {
  const { name, kind } = fitted;
  if (kind === "number" || kind === "datetime") return { name, kind, values };
  const codes = values.map((value) => (Number.isNaN(value) ? -1 : value));
  if (kind === "boolean") return { name, kind, values: Int8Array.from(codes) };
  return { name, kind, categories: fitted.categories, values: Int32Array.from(codes) };
}
