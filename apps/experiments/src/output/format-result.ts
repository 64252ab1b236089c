import { join } from "node:path";
import type { Config } from "../config/config.js";
import { publishedFigures } from "../published/published-figures.js";
import { formatNumber } from "../report/format.js";
import { metricFacts } from "../report/metric-facts.js";
import type { RunEvent } from "../run-files/events.js";
import { shownPath } from "./shown-path.js";

/** The metrics of a run as a table, beside what is published of the same loss and model. */
export function formatResult(
  { run, metrics }: Extract<RunEvent, { event: "result" }>,
  config?: Config,
): string {
  const published = config ? publishedFigures(config) : [];
  const rows = Object.entries(metrics).map(([metric, value]) => {
    const { name, decimals = 3 } = metricFacts(metric);
    const figure = published.find((of) => of.metric === metric && of.own)?.value;
    return [
      name,
      value === null ? "–" : formatNumber(value, decimals),
      figure === undefined ? "" : formatNumber(figure, decimals),
    ];
  });
  const header = published.some(({ own }) => own) ? [["", "this run", "published"]] : [];
  const lines = [...header, ...rows].map(([name, value, figure]) =>
    `${name!.padEnd(28)}${value!.padStart(10)}${figure!.padStart(12)}`.trimEnd(),
  );
  return ["", ...lines, "", `Report: ${shownPath(join(run, "report.html"))}`, "", ""].join("\n");
}
