import { type Key, key, split } from "@ebm/core";
import type { FetchOptions } from "@ebm/datasets";
import { initModelParams, type ModelParams, type StructuredModel } from "@ebm/models";
import type { Config } from "../config/config.js";
import { loadTaskData } from "../data/load-task-data.js";
import { type PreparedData, prepare } from "../data/prepare.js";
import type { TaskData } from "../data/task-data.js";
import { createExperiment } from "../experiments/create-experiment.js";

/** A run, with all that follows from its config. */
export interface Run {
  readonly directory: string;
  readonly config: Config;
  readonly data: TaskData;
  readonly prepared: PreparedData;
  readonly experiment: StructuredModel;
  /** Where training starts. */
  readonly params: ModelParams;
  readonly keys: { readonly order: Key; readonly noise: Key };
}

export async function loadRun(
  directory: string,
  { config, fetch = {} }: { readonly config: Config; readonly fetch?: FetchOptions },
): Promise<Run> {
  const [test, validation, first, order, noise] = split(key(config.seed), 5);
  const data = await loadTaskData(config, fetch);
  const experiment = createExperiment(config, data.labelNames.length);
  const prepared = prepare(data, { config, experiment, keys: { test, validation } });
  const features = data.x.shape[1];
  const params = initModelParams({ ...config, key: first, model: experiment, features });
  return {
    directory,
    config,
    data,
    prepared,
    experiment,
    params,
    keys: { order, noise },
  };
}
