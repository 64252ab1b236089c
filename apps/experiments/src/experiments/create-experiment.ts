import { labelRankingModel, multilabelModel, type StructuredModel } from "@ebm/models";
import type { Config } from "../config/config.js";

/** The experiment of a config, over so many labels. */
export function createExperiment(config: Config, labels: number): StructuredModel {
  return config.task === "multilabel"
    ? multilabelModel(labels, config.model)
    : labelRankingModel(labels, config.model);
}
