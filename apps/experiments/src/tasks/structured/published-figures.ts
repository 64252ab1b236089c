import type { PublishedTable } from "../../published/published-table.js";
import type { PublishedFigure } from "../../report/report-data.js";
import type { StructuredConfig } from "./structured-config.js";

export interface PublishedTables {
  /** Figures of the first model by loss. */
  readonly losses: PublishedTable;
  /** Figures of the logistic loss by model: the first one, and another. */
  readonly models: PublishedTable;
  /** The metrics that a figure may refer to. */
  readonly metrics: readonly string[];
}

const SOURCE = "Sander, Roulet, Liu, Blondel (ICML 2025)";
const URL = "https://arxiv.org/abs/2501.18528";

/** Returns the published figures of the data set of a config. */
export function publishedFigures(
  { data, loss, model }: Pick<StructuredConfig, "data" | "loss" | "model">,
  { losses, models, metrics }: PublishedTables,
): PublishedFigure[] {
  const dataset = "dataset" in data ? String(data.dataset) : "";
  const [first, other] = models.rows as [string, string];
  const figures = [
    { method: `min-min logistic, ${first}`, value: losses.at("min-min logistic", dataset) },
    { method: `min-min sparsemax, ${first}`, value: losses.at("min-min sparsemax", dataset) },
    { method: `min-min logistic, ${other}`, value: models.at(other, dataset) },
    { method: `exact likelihood, ${first}`, value: losses.at("exact MLE", dataset) },
  ];
  return metrics.flatMap((metric) =>
    figures.flatMap(({ method, value }) => {
      const own = method === `min-min ${loss}, ${model}`;
      return value === null ? [] : [{ metric, value, method, own, source: SOURCE, url: URL }];
    }),
  );
}
