/** How a metric is called, written and judged. */
export interface MetricFacts {
  readonly name: string;
  readonly explanation?: string;
  readonly better?: "higher" | "lower";
  readonly decimals?: number;
}

const score = { better: "higher", decimals: 2 } as const;
const nats = { better: "lower", decimals: 3 } as const;

const FACTS = new Map<string, MetricFacts>(
  Object.entries({
    f1Micro: { ...score, name: "F1 × 100, micro", explanation: "over all labels of all rows" },
    f1Samples: { ...score, name: "F1 × 100, samples", explanation: "mean over rows" },
    f1Macro: { ...score, name: "F1 × 100, macro", explanation: "mean over labels" },
    kendallTau: {
      ...score,
      name: "Kendall τ × 100",
      explanation: "concordant less discordant pairs, mean over rows",
    },
    subsetAccuracy: {
      ...score,
      name: "Subset accuracy × 100",
      explanation: "rows predicted without an error",
    },
    hammingLoss: {
      ...score,
      better: "lower",
      name: "Hamming loss × 100",
      explanation: "labels predicted wrongly",
    },
    nll: {
      ...nats,
      name: "Exact NLL, nats",
      explanation: "negative log-likelihood a row, normalised by the exact log-partition",
    },
    logPartitionRmse: {
      ...nats,
      name: "Log Z RMSE, nats",
      explanation: "learned less exact log-partition, root mean square",
    },
    logPartitionCorrelation: {
      better: "higher",
      decimals: 3,
      name: "Log Z correlation",
      explanation: "of the learned log-partition with the exact one",
    },
  } satisfies Record<string, MetricFacts>),
);

/** The facts of a metric; of one unknown here, its own key for a name. */
export function metricFacts(metric: string): MetricFacts {
  return FACTS.get(metric) ?? { name: metric };
}
