import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import type { ConditionalCell, ConditionalProtocol } from "./conditional/conditional-cell.js";
import { runConditionalCell } from "./conditional/run-conditional-cell.js";

const PROTOCOL: ConditionalProtocol = {
  features: [50, 50],
  response: [50, 50],
  joint: [50, 50],
  logNormalizer: [10],
  mixture: { hidden: [50, 50], components: 5 },
  share: 0.1,
  activation: "relu",
  batchSize: 64,
  draws: 16,
  steps: 2000,
  learningRate: 3e-3,
  schedule: "cosine",
  l2: 0,
  weightDecay: 0.1,
  every: 100,
  validationDraws: 128,
};

/** A network alone has about as many weights as the energy and the mixture of SNL together. */
const ALONE: ConditionalProtocol = {
  ...PROTOCOL,
  mixture: { hidden: [100, 100], components: 5 },
};

/** Regressions of tables: an energy against the usual output distributions of networks. */
export const tabularStudy: Study<ConditionalCell> = gridStudy({
  paper: "snl",
  kind: "table",
  name: "tabular",
  title: "Conditional densities of tables by method",
  seeds: 5,
  rows: {
    "Gaussian network": { method: "Gaussian network", base: "none", protocol: ALONE },
    "mixture network": { method: "mixture network", base: "none", protocol: ALONE },
    SNL: { method: "SNL", base: "proposal", protocol: PROTOCOL },
  },
  columns: ["boston-housing", "concrete", "energy", "wine-quality-red", "power-plant", "protein"],
  config: (row, dataset, seed): ConditionalCell => ({
    seed,
    dataset,
    proposal: "mixture",
    variant: "best",
    ...row,
  }),
  run: runConditionalCell,
  tables: [
    {
      title: "Test log-likelihood, nats, in the unit of y",
      metric: "logLikelihood",
      decimals: 3,
    },
    {
      title: "Mean |b(x) − log Z(x)| over test x",
      metric: "bError",
      rows: ["SNL"],
      decimals: 3,
      better: "lower",
    },
  ],
});
