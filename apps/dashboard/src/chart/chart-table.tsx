import type { JSX } from "preact";
import { PointTable } from "../components/point-table.js";
import type { ChartLine } from "./chart-line.js";

export interface ChartTableProps {
  readonly title: string;
  readonly lines: readonly ChartLine[];
}

/** The points that a chart draws. */
export function ChartTable({ title, lines }: ChartTableProps): JSX.Element {
  const rows = lines.flatMap(({ label, points }) =>
    points.steps.map((step, i) => [label, step, points.values[i]!]),
  );
  return <PointTable title={title} columns={["line", "step", "value"]} rows={rows} />;
}
