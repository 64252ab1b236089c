import { isFiniteNumber } from "../../report/is-finite-number.js";
import { logPartitionScatter } from "../../report/plots/log-partition-scatter.js";
import type { Cell, ResultTable, Study } from "../study.js";
import { type GeneralizationCell, runGeneralizationCell } from "./generalization.js";
import type { MethodName } from "./methods/create-method.js";
import { multilabelProtocol } from "./protocols.js";
import { GENERALIZATION_RMSE } from "./published.js";
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

type Row = readonly [name: string, method: MethodName];

const PRIOR: Row = ["draws from the prior", "min-min logistic"];
const MODEL: Row = ["draws like the model", "min-min like model"];
const ROWS = [PRIOR, MODEL];

const ABOUT = `The unary model of the table \`multilabel\`, min-min logistic, chosen and trained as there; "draws like the
model" differs in that each row has ten draws of its own at each step, three of four from the independent bits of the
model as it is and the others from the prior, with importance weights. "As trained" is the τ that was learned beside the
energy. "Refitted" is another, trained to the energy as it stays on the x of the training rows, no y of which it sees: a
network of the scores of x (so a function of x) with 128 softplus units, on 16 draws a row, of which seven of eight are
from the independent bits of the model and the others from the prior, with importance weights. The exact log Z is in
closed form.`;

const RMSE: ResultTable<GeneralizationCell> = {
  title: "RMSE of the learned log Z, nats",
  metric: "jointRmse",
  better: "lower",
  rows: ROWS.map(([row]) => row),
  columns: DATASETS,
  place: ({ method, dataset }) => [ROWS.find((row) => row[1] === method)![0], dataset],
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
      ROWS.flatMap(([, method]) =>
        DATASETS.map((dataset): [string, GeneralizationCell] => [
          `${dataset}${method === MODEL[1] ? "-like-model" : ""}-seed${seed}`,
          {
            seed,
            task: "multilabel",
            dataset,
            model: "unary",
            method,
            protocol: multilabelProtocol(dataset),
            refit: REFIT,
          },
        ]),
      ),
    ),
  run: runGeneralizationCell,
  tables: [
    { ...RMSE, title: "As trained: RMSE on unseen x, nats" },
    { ...RMSE, title: "Refitted: RMSE on unseen x, nats", metric: "refitRmse" },
    correlation("As trained: correlation with the exact log Z", "jointCorrelation"),
    correlation("Refitted: correlation with the exact log Z", "refitCorrelation"),
  ],
  plots: (cells) =>
    cells
      .filter(({ config }) => config.seed === 0)
      .flatMap((cell) => {
        const { dataset, method } = cell.config;
        const [row, series] = method === PRIOR[1] ? [PRIOR, "refit"] : [MODEL, "joint"];
        const way = `${row[0]}, ${series === "refit" ? "refitted" : "as trained"}`;
        const plot = logPartitionScatter(
          { learned: seriesOf(cell, series), exact: seriesOf(cell, "exact") },
          { title: `${dataset}: ${way}` },
        );
        const name = `log-partition-${dataset}${row === MODEL ? "-like-model" : ""}`;
        const description = `${dataset}, ${way}. ${plot?.description}`;
        return plot ? [{ ...plot, name, description }] : [];
      }),
};

function correlation(title: string, metric: string): ResultTable<GeneralizationCell> {
  const { rows, columns, place } = RMSE;
  return { title, metric, rows, columns, place };
}

function seriesOf({ metrics }: Cell, name: string): number[] {
  const series = metrics[name];
  return Array.isArray(series) ? series.filter(isFiniteNumber) : [];
}
