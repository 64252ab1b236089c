import { GENERALIZATION_RMSE } from "../../published/joint-partition.js";
import { isFiniteNumber } from "../../report/is-finite-number.js";
import { logPartitionScatter } from "../../report/plots/log-partition-scatter.js";
import { gridStudy } from "../../studies/grid.js";
import type { Cell, Study } from "../../studies/study.js";
import { type GeneralizationCell, runGeneralizationCell } from "./generalization.js";
import { multilabelProtocol } from "./protocols.js";

const REFIT: GeneralizationCell["refit"] = {
  steps: 2000,
  batchSize: 128,
  learningRate: 1e-2,
  samples: 16,
  share: 0.125,
  hidden: [128],
};

const rmse = {
  rows: { RMSE: "min-min logistic" },
  better: "lower",
  published: GENERALIZATION_RMSE,
} as const;
const correlation = { rows: { correlation: "min-min logistic" } };

/** Figure 8.2: τ(x), the learned log-partition, against the exact one on test data. */
export const generalizationStudy: Study<GeneralizationCell> = gridStudy({
  paper: "joint-partition",
  kind: "figure",
  name: "generalization",
  title: "Learned and exact log-partition on test data",
  seeds: 3,
  rows: ["min-min logistic"],
  columns: GENERALIZATION_RMSE.columns,
  config: (method, dataset, seed): GeneralizationCell => ({
    seed,
    task: "multilabel",
    dataset,
    model: "unary",
    method,
    protocol: multilabelProtocol(dataset),
    refit: REFIT,
  }),
  run: runGeneralizationCell,
  tables: [
    { ...rmse, title: "Refitted: RMSE on test data, nats", metric: "refitRmse" },
    { ...rmse, title: "As trained: RMSE on test data, nats", metric: "jointRmse" },
    {
      ...correlation,
      title: "Refitted: correlation with the exact log Z",
      metric: "refitCorrelation",
    },
    {
      ...correlation,
      title: "As trained: correlation with the exact log Z",
      metric: "jointCorrelation",
    },
  ],
  plots: (cells) => cells.filter(({ config }) => config.seed === 0).flatMap(scatterOf),
});

function scatterOf({ column: dataset, metrics }: Cell) {
  const [learned, exact] = [metrics.refit, metrics.exact].map((series) =>
    Array.isArray(series) ? series.filter(isFiniteNumber) : [],
  );
  const plot = logPartitionScatter(
    { learned: learned!, exact: exact! },
    { title: `${dataset}: τ refitted, against the exact log-partition` },
  );
  const name = `log-partition-${dataset}`;
  return plot ? [{ ...plot, name, description: `${dataset}, refitted. ${plot.description}` }] : [];
}
