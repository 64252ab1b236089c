import {
  type ColumnStatistics,
  columnStatistics,
  type Matrix,
  standardize,
  takeRows,
} from "@ebm/datasets";
import type { Experiment } from "../experiments/experiment.js";
import type { TaskData } from "./task-data.js";

/** Rows as the model takes them. */
export interface Part {
  /** Standardized. Shape [rows, features]. */
  readonly x: Matrix;
  /** Members of the structure. Shape [rows, dim]. */
  readonly y: Matrix;
  /** As they came. Shape [rows, labels]. */
  readonly targets: Matrix;
}

/** Rows by what they are for: those to train on, and others. */
export type Parts<Name extends string> = Readonly<Record<Name | "train", Int32Array>>;

/** Standardizes parts of data by the training rows, and encodes their targets. */
export function prepareParts<Name extends string>(
  { x, targets }: Pick<TaskData, "x" | "targets">,
  { experiment, parts }: { readonly experiment: Experiment; readonly parts: Parts<Name> },
): Record<Name | "train", Part> & { readonly statistics: ColumnStatistics } {
  const statistics = columnStatistics(takeRows(x, parts.train));
  const prepared = Object.entries<Int32Array>(parts).map(([name, rows]) => {
    const own = takeRows(targets, rows);
    const part = { x: standardize(takeRows(x, rows), statistics), y: encoded(own, experiment) };
    return [name, { ...part, targets: own }];
  });
  return { ...Object.fromEntries(prepared), statistics };
}

function encoded(
  { data, shape: [rows, labels] }: Matrix,
  { structure, encode }: Experiment,
): Matrix {
  const { dim } = structure;
  const y = new Float32Array(rows * dim);
  for (let row = 0; row < rows; row++) {
    y.set(encode(data.subarray(row * labels, (row + 1) * labels)), row * dim);
  }
  return { data: y, shape: [rows, dim] };
}
