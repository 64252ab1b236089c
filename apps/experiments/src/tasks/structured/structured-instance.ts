import { type Key, key, split } from "@ebm/core";
import {
  initModelParams,
  type JointLoss,
  jointLosses,
  type ModelParams,
  type StructuredModel,
} from "@ebm/models";
import { type PreparedRows, prepareRows } from "./prepare-rows.js";
import type { RawRows } from "./raw-rows.js";
import { splitRows } from "./split-rows.js";
import type { StructuredConfig } from "./structured-config.js";

/** A model on some data, and everything that follows from its config. */
export interface StructuredInstance {
  readonly config: StructuredConfig;
  readonly data: RawRows;
  readonly model: StructuredModel;
  readonly loss: JointLoss;
  readonly prepared: PreparedRows;
  /** Number of inputs of the networks. */
  readonly features: number;
  /** The parameters that training starts from. */
  readonly params: ModelParams;
  readonly keys: { readonly order: Key; readonly noise: Key };
}

/**
 * Splits data, fits the conversion of columns to numbers on the training rows, and initializes the
 * model.
 */
export function structuredInstance(
  config: StructuredConfig,
  { data, model }: Pick<StructuredInstance, "data" | "model">,
): StructuredInstance {
  const [test, validation, first, order, noise] = split(key(config.seed), 5);
  const parts = splitRows(config, data, { test, validation });
  const prepared = prepareRows(data, { model, parts });
  const features = prepared.train.x.shape[1];
  return {
    config,
    data,
    model,
    loss: jointLosses[config.loss],
    prepared,
    features,
    params: initModelParams({ ...config, key: first, model, features }),
    keys: { order, noise },
  };
}
