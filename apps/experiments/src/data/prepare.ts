import type { Key } from "@ebm/core";
import type { ColumnStatistics } from "@ebm/datasets";
import { type Part, prepareParts, type StructuredModel } from "@ebm/models";
import type { Config } from "../config/config.js";
import { splitRows } from "./split-rows.js";
import type { TaskData } from "./task-data.js";

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
    readonly experiment: StructuredModel;
    readonly keys: { readonly test: Key; readonly validation: Key };
  },
): PreparedData {
  const { train, validation, test } = splitRows(config, data, keys);
  return prepareParts(data, { model: experiment, parts: { train, validation, test } });
}
