import { rankedBars } from "../drawing/ranked-bars.js";
import { factsOf } from "../facts-of.js";
import { isFiniteNumber } from "../is-finite-number.js";
import type { Plot } from "../plot.js";
import type { ReportData } from "../report-data.js";

/** Plots each metric with published figures, this run among them, the best first. */
export function publishedComparison({ metrics, metricFacts, published = [] }: ReportData): Plot[] {
  return [...new Set(published.map(({ metric }) => metric))].flatMap((metric) => {
    const value = metrics[metric];
    if (!isFiniteNumber(value)) return [];
    const { name, better, decimals = 2 } = factsOf(metricFacts, metric);
    const others = published
      .filter((figure) => figure.metric === metric && isFiniteNumber(figure.value))
      .map((figure) => ({ name: figure.method, value: figure.value, accent: false }));
    const sign = better === "lower" ? 1 : -1;
    const bars = [{ name: "this run", value, accent: true }, ...others].toSorted(
      (a, b) => sign * (a.value - b.value),
    );
    const place = bars.findIndex(({ accent }) => accent) + 1;
    return [
      {
        name: `published-${fileName(metric)}`,
        description: `${name} of this run and of ${others.length} published methods; this run is number ${place} of ${bars.length}.`,
        spec: rankedBars({
          title: `${name}, beside published figures`,
          subtitle: `${better ?? "higher"} is better`,
          axis: name,
          decimals,
          bars,
        }),
      },
    ];
  });
}

const fileName = (metric: string): string =>
  metric.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`).replace(/[^a-z0-9-]/g, "_");
