import type { FetchOptions } from "@ebm/datasets";
import type { Config } from "../config/config.js";
import { loadLabelRankingData } from "./load-label-ranking-data.js";
import { loadMultilabelData } from "./load-multilabel-data.js";
import type { TaskData } from "./task-data.js";

/** The data of a config, from its data set or its files. */
export function loadTaskData(config: Config, fetch: FetchOptions): Promise<TaskData> {
  return config.task === "multilabel"
    ? loadMultilabelData(config, fetch)
    : loadLabelRankingData(config, fetch);
}
