import type { Config } from "../config/config.js";
import type { PublishedFigure } from "../report/report-data.js";
import {
  LABEL_RANKING_LOSSES,
  LABEL_RANKING_MODELS,
  MULTILABEL_LOSSES,
  MULTILABEL_MODELS,
} from "./joint-partition.js";

const TABLES = {
  multilabel: { losses: MULTILABEL_LOSSES, models: MULTILABEL_MODELS },
  "label-ranking": { losses: LABEL_RANKING_LOSSES, models: LABEL_RANKING_MODELS },
};

const SOURCE = "Sander, Roulet, Liu, Blondel (ICML 2025)";
const URL = "https://arxiv.org/abs/2501.18528";

/** The published figures of a data set. */
export function publishedFigures(config: Config): PublishedFigure[] {
  const dataset = "dataset" in config.data ? config.data.dataset : "";
  const { losses, models } = TABLES[config.task];
  // the table of losses is of the simpler model, the table of models of the logistic loss
  const [simple, other] = models.rows as [string, string];
  const rows = [
    { loss: "logistic", model: simple, value: losses.at("min-min logistic", dataset) },
    { loss: "sparsemax", model: simple, value: losses.at("min-min sparsemax", dataset) },
    { loss: "logistic", model: other, value: models.at(other, dataset) },
    { loss: "exact likelihood", model: simple, value: losses.at("exact MLE", dataset) },
  ];
  const metrics = config.task === "multilabel" ? ["f1Micro", "f1Samples"] : ["kendallTau"];
  return metrics.flatMap((metric) =>
    rows.flatMap(({ loss, model, value }) => {
      const method = `${loss.startsWith("exact") ? loss : `min-min ${loss}`}, ${model}`;
      const own = loss === config.loss && model === config.model;
      return value === null ? [] : [{ metric, value, method, own, source: SOURCE, url: URL }];
    }),
  );
}
