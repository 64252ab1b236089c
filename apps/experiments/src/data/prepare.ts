import type { Key } from "@ebm/core";
import {
  type ColumnStatistics,
  columnStatistics,
  type Matrix,
  standardize,
  takeRows,
} from "@ebm/datasets";
import type { Config } from "../config/config.js";
import type { Experiment } from "../experiments/experiment.js";
import { splitRows } from "./split-rows.js";
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

export interface PreparedData {
  readonly train: Part;
  readonly validation: Part;
  readonly test: Part;
  /** Of the features of the training rows. */
  readonly statistics: ColumnStatistics;
}

/** Splits data, standardizes them by the training rows, and encodes their targets. */
export function prepare(
  data: TaskData,
  {
    config,
    experiment,
    keys,
  }: {
    readonly config: Config;
    readonly experiment: Experiment;
    readonly keys: { readonly test: Key; readonly validation: Key };
  },
): PreparedData {
  const { train, validation, test } = splitRows(config, data, keys);
  const statistics = columnStatistics(takeRows(data.x, train));
  const part = (rows: Int32Array): Part => {
    const targets = takeRows(data.targets, rows);
    return {
      x: standardize(takeRows(data.x, rows), statistics),
      y: encoded(targets, experiment),
      targets,
    };
  };
  return { train: part(train), validation: part(validation), test: part(test), statistics };
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
