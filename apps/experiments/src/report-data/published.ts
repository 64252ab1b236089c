import type { Config } from "../config/config.js";
import type { PublishedFigure } from "../report/report-data.js";

/**
 * What the authors report, × 100, read from the bar charts of their talk: F1 of unseen rows (of
 * which kind is not said) and Kendall's τ, by loss (of the simpler model), then by model (of the
 * logistic loss).
 */
const FIGURES: Readonly<Record<Config["task"], Readonly<Record<string, Columns>>>> = {
  multilabel: {
    yeast: [65.04, 63.22, 60.71, 65.11],
    scene: [75.35, 75.83, 70.81, 75.22],
    birds: [46.48, 42.42, 40.88, 46.08],
    emotions: [65.33, 66.86, 62.99, 64.84],
    cal500: [44.91, 46.39, 36.24, 45.0],
  },
  "label-ranking": {
    authorship: [88.69, 86.52, undefined, 90.8],
    glass: [84.39, 85.94, undefined, 85.43],
    iris: [97.78, 99.26, undefined, 98.52],
    vehicle: [86.27, 85.75, undefined, 86.41],
    vowel: [74.26, 68.34, undefined, 65.2],
    wine: [90.12, 91.36, undefined, 91.98],
  },
};

type Columns = readonly [
  logistic: number,
  sparsemax: number,
  exactMle: number | undefined,
  otherModel: number,
];

const SOURCE = "Sander, Roulet, Liu, Blondel (ICML 2025)";
const URL = "https://arxiv.org/abs/2501.18528";

/** The published figures of a data set, that of the same loss and model first. */
export function publishedFigures(config: Config): PublishedFigure[] {
  const dataset = "dataset" in config.data ? config.data.dataset : undefined;
  const columns = dataset === undefined ? undefined : FIGURES[config.task][dataset];
  if (!columns) return [];
  const [logistic, sparsemax, exactMle, otherModel] = columns;
  const [model, other] =
    config.task === "multilabel" ? ["unary", "pairwise"] : ["permutahedron", "Birkhoff"];
  const rows = [
    { loss: "logistic", model, value: logistic, method: `min-min logistic, ${model}` },
    { loss: "sparsemax", model, value: sparsemax, method: `min-min sparsemax, ${model}` },
    { loss: "logistic", model: other, value: otherModel, method: `min-min logistic, ${other}` },
    { loss: "exact", model, value: exactMle, method: `exact likelihood, ${model}` },
  ];
  const own = (row: (typeof rows)[number]): boolean =>
    row.loss === config.loss && row.model.toLowerCase() === config.model;
  const metrics = config.task === "multilabel" ? ["f1Micro", "f1Samples"] : ["kendallTau"];
  return metrics.flatMap((metric) =>
    rows
      .toSorted((a, b) => Number(own(b)) - Number(own(a)))
      .flatMap(({ value, method }) =>
        value === undefined ? [] : [{ metric, value, method, source: SOURCE, url: URL }],
      ),
  );
}
