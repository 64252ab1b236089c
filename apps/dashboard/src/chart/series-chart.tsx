import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { DrawnSeries, RunRow, Spread } from "../api.js";
import { lineStyle } from "../lib/palette.js";
import type { Query } from "../state/query.js";
import { Chart } from "./chart.js";
import { type ChartSettings, setRange } from "./chart-controls.js";
import type { ChartLine, Range } from "./chart-line.js";
import { useJson } from "./use-json.js";

/** Runs that are drawn together: one run, or several seeds with their mean. */
export interface LineGroup {
  readonly label: string;
  readonly runs: readonly RunRow[];
}

export interface SeriesChartProps {
  readonly title: string;
  /** The name of the series. */
  readonly name: string;
  readonly groups: readonly LineGroup[];
  readonly settings: ChartSettings;
  readonly query: Query;
}

const PIXELS = 900;

/** The chart of one series of some runs. It follows runs that train. */
export function SeriesChart(props: SeriesChartProps): JSX.Element | null {
  const { title, name, groups, settings, query } = props;
  const { smooth, range, log } = settings;
  const runs = groups.flatMap((group) => group.runs).filter((run) => name in run.series);
  const version = runs.map(({ series }) => series[name]!.count).join(" ");
  const params = queryOf(runs, name, { smooth, range });
  const drawn = useJson<readonly DrawnSeries[]>(`/api/series?${params}`, version);
  const spreads = useSpreads(groups, name, { smooth, range, version });
  const lines = useMemo(() => linesOf(groups, drawn ?? [], spreads), [groups, drawn, spreads]);
  if (runs.length === 0) return null;
  return (
    <Chart
      title={title}
      lines={lines}
      log={log}
      range={range}
      onRange={(next) => setRange(query, next)}
      csv={`/api/logs?${queryOf(runs, name, {})}`}
    />
  );
}

interface Drawing {
  readonly smooth?: number;
  readonly range?: Range | undefined;
}

function queryOf(runs: readonly RunRow[], name: string, { smooth, range }: Drawing): string {
  const query = new URLSearchParams(runs.map(({ id }) => ["run", id]));
  query.set("name", name);
  if (smooth) query.set("smooth", `${smooth}`);
  if (range) {
    // wider than the picture, so that moving it shows lines before the next answer
    const [from, to] = range;
    query.set("from", `${2 * from - to}`);
    query.set("to", `${2 * to - from}`);
  }
  if (smooth !== undefined) query.set("pixels", `${range ? 3 * PIXELS : PIXELS}`);
  return query.toString();
}

function useSpreads(
  groups: readonly LineGroup[],
  name: string,
  { smooth, range, version }: Drawing & { readonly version: string },
): readonly (Spread | undefined)[] | undefined {
  const several = groups.map(({ runs }) => runs.filter((run) => name in run.series));
  const params = several.map((runs) =>
    runs.length > 1 ? queryOf(runs, name, { smooth: smooth ?? 0, range }) : "",
  );
  const isNeeded = params.some((text) => text !== "");
  const url = isNeeded
    ? `/api/spreads?${new URLSearchParams(params.map((text) => ["of", text]))}`
    : undefined;
  return useJson<readonly (Spread | undefined)[]>(url, version);
}

function linesOf(
  groups: readonly LineGroup[],
  drawn: readonly DrawnSeries[],
  spreads: readonly (Spread | null | undefined)[] | undefined,
): ChartLine[] {
  const byRun = new Map(drawn.map((series) => [series.run, series]));
  return groups.flatMap(({ label, runs }, i): ChartLine[] => {
    const style = lineStyle(i);
    const spread = spreads?.[i];
    const isMember = runs.length > 1;
    const traces = runs.flatMap(({ id }): ChartLine[] => {
      const points = byRun.get(id);
      if (!points) return [];
      const smooth = isMember ? undefined : points.smooth;
      return [{ label: isMember ? id : label, ...style, points, smooth, isFaint: isMember }];
    });
    if (!isMember || !spread) return traces;
    const { mean, low, high } = spread;
    const title = `${label}, mean ± s.d. of ${spread.count}`;
    return [...traces, { label: title, ...style, points: mean, band: { low, high } }];
  });
}
