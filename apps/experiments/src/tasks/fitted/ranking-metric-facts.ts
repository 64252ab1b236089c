import type { MetricFacts } from "../../report/report-data.js";
import { fittedMetricFacts } from "./fitted-metric-facts.js";

const nats = { better: "lower", decimals: 3 } as const;

/** The metrics of the default model of rankings. */
export const rankingMetricFacts: Readonly<Record<string, MetricFacts>> = {
  ...fittedMetricFacts,
  stackNll: {
    ...nats,
    name: "NLL of the stack, nats",
    explanation: "without chains of choices and energies",
  },
  frequencyNll: {
    ...nats,
    name: "NLL without x, nats",
    explanation: "of the best Plackett–Luce model that is the same for all x",
  },
  uniformNll: {
    ...nats,
    name: "NLL of equal chances, nats",
    explanation: "all orders equally likely",
  },
};
