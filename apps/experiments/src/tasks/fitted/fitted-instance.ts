import { key, split } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import type { StructuredModel } from "@ebm/models";
import { prepareRows } from "../structured/prepare-rows.js";
import type { RawRows } from "../structured/raw-rows.js";
import { splitRows } from "../structured/split-rows.js";
import type { FittedConfig } from "./fitted-config.js";
import type { FittedInstance } from "./fitted-model.js";

/** The number of training rows that folds need. */
const LEAST_ROWS = 4;

/**
 * Splits rows for training and testing, and converts their columns to features.
 *
 * @throws {EbmError} If there are fewer than four training rows.
 */
export function fittedInstance(
  config: FittedConfig,
  data: RawRows,
  structure: StructuredModel,
): FittedInstance {
  const [test, validation] = split(key(config.seed), 2);
  // folds of the training rows replace validation rows
  const parts = splitRows({ ...config, validationShare: 0 }, data, { test, validation });
  if (parts.train.length < LEAST_ROWS) {
    throw new EbmError(
      `${data.features.file} has ${parts.train.length} training rows, expected ${LEAST_ROWS} or more for --model ${config.model}.`,
    );
  }
  // targets are not encoded: they may be partial, and structures have no code for that
  const asTheyAre = { ...structure, encode: (targets: ArrayLike<number>) => targets };
  return { config, data, prepared: prepareRows(data, { model: asTheyAre, parts }) };
}
