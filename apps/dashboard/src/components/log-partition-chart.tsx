import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { DrawnSeries, RunRow } from "../api.js";
import { Chart } from "../chart/chart.js";
import { type ChartSettings, setRange } from "../chart/chart-controls.js";
import { useJson } from "../chart/use-json.js";
import { lineStyle } from "../lib/palette.js";
import type { Query } from "../state/query.js";

export interface LogPartitionChartProps {
  readonly run: RunRow;
  readonly settings: ChartSettings;
  readonly query: Query;
}

/** The series that this chart draws. */
export const MEANS: readonly string[] = ["validation/logPartition", "validation/exactLogPartition"];

const LABELS = ["learned τ(x)", "exact log Z(x)"];

/** The learned log-partition beside the exact one during training, as means over validation rows. */
export function LogPartitionChart({
  run,
  settings,
  query,
}: LogPartitionChartProps): JSX.Element | null {
  const found = MEANS.filter((name) => name in run.series);
  const version = found.map((name) => run.series[name]!.count).join(" ");
  const url = (name: string): string | undefined =>
    name in run.series ? `/api/series?${new URLSearchParams({ run: run.id, name })}` : undefined;
  const learned = useJson<readonly DrawnSeries[]>(url(MEANS[0]!), version);
  const exact = useJson<readonly DrawnSeries[]>(url(MEANS[1]!), version);
  const lines = useMemo(
    () =>
      [learned, exact].flatMap((series, i) => {
        const points = series?.[0];
        return points ? [{ label: LABELS[i]!, ...lineStyle(i), points }] : [];
      }),
    [learned, exact],
  );
  if (found.length === 0) return null;
  return (
    <Chart
      title="Mean log Z of the validation rows, nats"
      lines={lines}
      log={settings.log}
      range={settings.range}
      onRange={(range) => setRange(query, range)}
      csv={`/api/logs?${new URLSearchParams({ run: run.id, name: MEANS[0]! })}`}
    />
  );
}
