import type { MetricFacts } from "../../report/report-data.js";

const nats = { better: "lower", decimals: 3 } as const;

/** A score × 100. Higher is better. */
export const score = { better: "higher", decimals: 2 } as const;

/** The metrics of the log-partition. */
export const structuredMetricFacts: Readonly<Record<string, MetricFacts>> = {
  nll: {
    ...nats,
    name: "Exact NLL, nats",
    explanation: "negative log-likelihood per row, normalized by the exact log-partition",
  },
  uniformNll: { ...nats, name: "NLL of the uniform distribution, nats", explanation: "log |Y|" },
  logPartitionRmse: {
    ...nats,
    name: "Log Z RMSE, nats",
    explanation: "learned less exact log-partition, root mean square",
  },
  logPartition: { name: "Learned log Z, nats", decimals: 3, explanation: "τ(x), mean over rows" },
  exactLogPartition: { name: "Exact log Z, nats", decimals: 3, explanation: "mean over rows" },
  effectiveSamples: {
    better: "higher",
    decimals: 1,
    name: "Effective sample size",
    explanation: "of the samples of a step, mean over rows",
  },
  logPartitionCorrelation: {
    better: "higher",
    decimals: 3,
    name: "Log Z correlation",
    explanation: "of the learned log-partition with the exact one",
  },
};
