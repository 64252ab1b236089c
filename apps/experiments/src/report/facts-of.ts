import type { MetricFacts, ReportData } from "./report-data.js";

/** Returns the facts of a metric; an unknown one has its key as its name. */
export function factsOf(facts: ReportData["metricFacts"], metric: string): MetricFacts {
  return Object.hasOwn(facts, metric) ? facts[metric]! : { name: metric };
}
