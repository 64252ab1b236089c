import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import type { ConditionalCell, ConditionalProtocol } from "./conditional/conditional-cell.js";
import { conditionalPictures } from "./conditional/conditional-pictures.js";
import { runConditionalCell } from "./conditional/run-conditional-cell.js";

const AUTHORS: ConditionalProtocol = {
  features: [10, 10],
  response: [50, 50],
  joint: [50, 50],
  logNormalizer: [10],
  mixture: { hidden: [10, 10], components: 2 },
  share: 0,
  activation: "relu",
  batchSize: 32,
  draws: 32,
  steps: 1575,
  learningRate: 1e-2,
  schedule: "constant",
  l2: 5e-4,
  weightDecay: 0,
  every: 63,
  validationDraws: 256,
};

const BEST: ConditionalProtocol = {
  ...AUTHORS,
  features: [32, 32],
  mixture: { hidden: [32, 32], components: 4 },
  share: 0.1,
  batchSize: 64,
  steps: 3000,
  learningRate: 3e-3,
  schedule: "cosine",
  l2: 0,
  weightDecay: 0.01,
  every: 100,
};

const authors = { variant: "authors", base: "none", protocol: AUTHORS } as const;
const best = { variant: "best", base: "proposal", protocol: BEST } as const;

type Row = Omit<ConditionalCell, "seed" | "dataset">;

const ROWS: Readonly<Record<string, Row>> = {
  "SNL, Gaussian draws": { method: "SNL", proposal: "gaussian", ...authors },
  "SNL, mixture draws": { method: "SNL", proposal: "mixture", ...authors },
  "IS, mixture draws": { method: "IS", proposal: "mixture", ...authors },
  "NCE, mixture draws": { method: "NCE", proposal: "mixture", ...authors },
  "Gaussian network": { method: "Gaussian network", proposal: "mixture", ...authors },
  "mixture network": { method: "mixture network", proposal: "mixture", ...authors },
  "SNL, best settings": { method: "SNL", proposal: "mixture", ...best },
  "mixture network, best settings": { method: "mixture network", proposal: "mixture", ...best },
};

/** Regressions whose conditional density is known. */
export const regressionStudy: Study<ConditionalCell> = gridStudy({
  paper: "snl",
  kind: "table",
  name: "regression-1d",
  title: "Conditional densities on the line by method",
  seeds: 5,
  rows: ROWS,
  columns: ["1d_regression_1"],
  config: (row, dataset, seed): ConditionalCell => ({ seed, dataset, ...row }),
  run: runConditionalCell,
  tables: [
    { title: "Test log-likelihood, nats", metric: "logLikelihood", decimals: 3 },
    {
      title: "Log-likelihood of the true density on the same pairs, nats",
      metric: "oracle",
      rows: { "true density": "SNL, best settings" },
      decimals: 3,
    },
    { title: "Gap to the true density, nats", metric: "gap", decimals: 3, better: "lower" },
    {
      title: "Mean |b(x) − log Z(x)| over test x",
      metric: "bError",
      rows: ["SNL, Gaussian draws", "SNL, mixture draws", "SNL, best settings"],
      decimals: 3,
      better: "lower",
    },
    {
      title: "Share of runs that diverged",
      metric: "diverged",
      rows: ["SNL, mixture draws"],
      decimals: 3,
      better: "lower",
    },
  ],
  plots: (cells) => conditionalPictures(cells.filter(({ row }) => row === "SNL, best settings")),
});
