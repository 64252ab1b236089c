import { GENERALIZATION_RMSE } from "../../published/joint-partition.js";
import { isFiniteNumber } from "../../report/is-finite-number.js";
import { logPartitionScatter } from "../../report/plots/log-partition-scatter.js";
import type { Cell, ResultTable, Study } from "../../studies/study.js";
import { type GeneralizationCell, runGeneralizationCell } from "./generalization.js";
import { multilabelProtocol } from "./protocols.js";
import type { RefitProtocol } from "./refit-log-partition.js";

const DATASETS = GENERALIZATION_RMSE.columns;

const REFIT: RefitProtocol = {
  steps: 2000,
  batchSize: 128,
  learningRate: 1e-2,
  samples: 16,
  share: 0.125,
  hidden: [128],
};

const ABOUT = `The unary model of the table \`multilabel\`, min-min logistic, chosen and trained as there. "As trained" is
the τ that was learned beside the energy. "Refitted" is another, trained to the energy as it stays on the x of the
training rows, no y of which it sees: a network of the scores of x (so a function of x) with 128 softplus units, on
16 draws a row, of which seven of eight are from the independent bits of the model and the others from the prior,
with importance weights. The exact log Z is in closed form.`;

const RMSE: ResultTable<GeneralizationCell> = {
  title: "RMSE of the learned log Z, nats",
  metric: "jointRmse",
  better: "lower",
  rows: ["RMSE"],
  columns: DATASETS,
  place: ({ dataset }) => ["RMSE", dataset],
  published: GENERALIZATION_RMSE,
};

/** Figure 8.2: τ(x) against the exact log-partition on unseen x. */
export const generalizationStudy: Study<GeneralizationCell> = {
  paper: "joint-partition",
  kind: "figure",
  name: "generalization",
  title: "Learned and exact log-partition on unseen inputs",
  about: ABOUT,
  seeds: [0, 1, 2],
  cells: (seed) =>
    Object.fromEntries(
      DATASETS.map((dataset): [string, GeneralizationCell] => [
        `${dataset}-seed${seed}`,
        {
          seed,
          task: "multilabel",
          dataset,
          model: "unary",
          method: "min-min logistic",
          protocol: multilabelProtocol(dataset),
          refit: REFIT,
        },
      ]),
    ),
  run: runGeneralizationCell,
  tables: [
    { ...RMSE, title: "Refitted: RMSE on unseen x, nats", metric: "refitRmse" },
    { ...RMSE, title: "As trained: RMSE on unseen x, nats" },
    correlation("Refitted: correlation with the exact log Z", "refitCorrelation"),
    correlation("As trained: correlation with the exact log Z", "jointCorrelation"),
  ],
  plots: (cells) =>
    cells
      .filter(({ config }) => config.seed === 0)
      .flatMap((cell) => {
        const { dataset } = cell.config;
        const plot = logPartitionScatter(
          { learned: seriesOf(cell, "refit"), exact: seriesOf(cell, "exact") },
          { title: `${dataset}: τ refitted, against the exact log-partition` },
        );
        const name = `log-partition-${dataset}`;
        const description = `${dataset}, refitted. ${plot?.description}`;
        return plot ? [{ ...plot, name, description }] : [];
      }),
};

function correlation(title: string, metric: string): ResultTable<GeneralizationCell> {
  const row = "correlation";
  return { title, metric, rows: [row], columns: DATASETS, place: ({ dataset }) => [row, dataset] };
}

function seriesOf({ metrics }: Cell, name: string): number[] {
  const series = metrics[name];
  return Array.isArray(series) ? series.filter(isFiniteNumber) : [];
}
