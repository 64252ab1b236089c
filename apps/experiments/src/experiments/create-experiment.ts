import type { Config } from "../config/config.js";
import type { Experiment } from "./experiment.js";
import { labelRanking } from "./label-ranking.js";
import { multilabel } from "./multilabel.js";

/** The experiment of a config, over so many labels. */
export function createExperiment(config: Config, labels: number): Experiment {
  return config.task === "multilabel"
    ? multilabel(labels, config.model)
    : labelRanking(labels, config.model);
}
