import type { MetricFacts } from "../../report/report-data.js";

const nats = { better: "lower", decimals: 3 } as const;

/** The metrics of models that are fitted in parts. */
export const fittedMetricFacts: Readonly<Record<string, MetricFacts>> = {
  nllStandardError: { decimals: 3, name: "± standard error", explanation: "of the NLL" },
  baseNll: { ...nats, name: "NLL of the base, nats", explanation: "without an energy on top" },
  frequencyNll: {
    ...nats,
    name: "NLL of frequencies, nats",
    explanation: "of the labels in the training rows, whatever x is",
  },
  effectiveShare: {
    decimals: 3,
    name: "Effective share",
    explanation: "of the samples of the base, with the energy; 1 if log Z is exact",
  },
  tiltKept: {
    decimals: 0,
    name: "Energy used",
    explanation: "1 if an energy is on top of the base",
  },
  uniformNll: { ...nats, name: "NLL of fair coins, nats", explanation: "log 2 for each label" },
};
