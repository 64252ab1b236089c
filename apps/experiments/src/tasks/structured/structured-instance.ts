import { type Key, key, split } from "@ebm/core";
import type { ColumnStatistics } from "@ebm/datasets";
import {
  initModelParams,
  type JointLoss,
  jointLosses,
  type ModelParams,
  type Part,
  prepareParts,
  type StructuredModel,
} from "@ebm/models";
import { splitRows } from "./split-rows.js";
import type { StructuredConfig } from "./structured-config.js";
import type { StructuredData } from "./structured-data.js";

/** A model on some data, and all that follows from its config. */
export interface StructuredInstance {
  readonly config: StructuredConfig;
  readonly data: StructuredData;
  readonly model: StructuredModel;
  readonly loss: JointLoss;
  readonly prepared: Readonly<Record<"train" | "validation" | "test", Part>> & {
    /** Statistics of the features of the training rows. */
    readonly statistics: ColumnStatistics;
  };
  /** The parameters that training starts from. */
  readonly params: ModelParams;
  readonly keys: { readonly order: Key; readonly noise: Key };
}

/** Splits data, standardizes them by the training rows, and initializes the model. */
export function structuredInstance(
  config: StructuredConfig,
  { data, model }: Pick<StructuredInstance, "data" | "model">,
): StructuredInstance {
  const [test, validation, first, order, noise] = split(key(config.seed), 5);
  const parts = splitRows(config, data, { test, validation });
  return {
    config,
    data,
    model,
    loss: jointLosses[config.loss],
    prepared: prepareParts(data, { model, parts: { ...parts } }),
    params: initModelParams({ ...config, key: first, model, features: data.x.shape[1] }),
    keys: { order, noise },
  };
}
