import { join } from "node:path";
import { factsOf } from "../report/facts-of.js";
import { formatNumber } from "../report/format.js";
import type { PublishedFigure, ReportData } from "../report/report-data.js";
import type { RunEvent } from "../run-files/events.js";
import { shownPath } from "./shown-path.js";

/** Facts that a result is shown with. */
export interface ResultContext extends Pick<ReportData, "metricFacts"> {
  /** Published figures. Those of the run's own method are shown. */
  readonly published: readonly PublishedFigure[];
}

/** Formats the metrics of a run as a table, next to published figures of the same method. */
export function formatResult(
  { run, metrics, warnings = [] }: Extract<RunEvent, { event: "result" }>,
  { metricFacts, published }: ResultContext,
): string {
  const comparable = published.filter((figure) => figure.own);
  const rows = Object.entries(metrics).map(([metric, value]) => {
    const { name, decimals = 3 } = factsOf(metricFacts, metric);
    const figure = comparable.find((each) => each.metric === metric)?.value;
    return [
      name,
      value === null ? "–" : formatNumber(value, decimals),
      figure === undefined ? "" : formatNumber(figure, decimals),
    ];
  });
  const header = comparable.length > 0 ? [["", "this run", "published"]] : [];
  const width = Math.max(28, ...rows.map(([name]) => name!.length + 1));
  const lines = [...header, ...rows].map(([name, value, figure]) =>
    `${name!.padEnd(width)}${value!.padStart(10)}${figure!.padStart(12)}`.trimEnd(),
  );
  return [
    ...warnings,
    "",
    ...lines,
    "",
    `Report: ${shownPath(join(run, "report.html"))}`,
    "",
    "",
  ].join("\n");
}
