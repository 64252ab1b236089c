import type { FetchOptions } from "@ebm/datasets";
import type { StructuredModel } from "@ebm/models";
import type { Config } from "../../config/config.js";
import { defaultsFor } from "../../config/defaults.js";
import { loadTaskData } from "../../data/load-task-data.js";
import type { TaskData } from "../../data/task-data.js";
import { createExperiment } from "../../experiments/create-experiment.js";
import { inSpins } from "./in-spins.js";

export type CellData = {
  readonly task: Config["task"];
  readonly dataset: string;
  /** "spins" is the pairwise one, by other coordinates: see `inSpins`. */
  readonly model: Config["model"] | "spins";
};

/** The rows of a published set, not split yet, and what they are an instance of. */
export async function loadCellData(
  { task, dataset, model }: CellData,
  fetch: FetchOptions,
): Promise<{ readonly data: TaskData; readonly experiment: StructuredModel }> {
  const source = { dataset };
  const config = {
    task,
    data: source,
    ...defaultsFor(task, source),
    model: model === "spins" ? "pairwise" : model,
    versions: {},
  } as Config;
  const data = await loadTaskData(config, fetch);
  const experiment = createExperiment(config, data.labelNames.length);
  return { data, experiment: model === "spins" ? inSpins(experiment) : experiment };
}
