import type { JSX } from "preact";
import type { PublishedFigure, RunDetail, RunRow } from "../api.js";
import type { LineGroup } from "../chart/series-chart.js";
import { useJson } from "../chart/use-json.js";
import { formatDifference, formatNumber } from "../lib/format.js";
import { lineStyle } from "../lib/palette.js";
import { statistics } from "../lib/statistics.js";
import { facts } from "../state/facts.js";
import { findRun } from "../state/runs.js";
import { baseline } from "../state/selection.js";
import { ScrollArea } from "./scroll-area.js";

/** The test metrics of runs beside published figures. Groups show mean ± standard deviation. */
export function ResultTable({
  groups,
}: {
  readonly groups: readonly LineGroup[];
}): JSX.Element | null {
  const runs = groups.flatMap((group) => group.runs);
  const metrics = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))];
  const published = usePublished(runs);
  if (metrics.length === 0) return null;
  const base = findRun(baseline.value);
  const methods = [...new Set(published.map(({ method }) => method))];
  return (
    <section class="stack">
      <h2>Results on the test rows</h2>
      <ScrollArea label="Results on the test rows">
        <table class="full">
          <thead>
            <tr>
              <th scope="col">Metric</th>
              {groups.map(({ label }, i) => (
                <th scope="col" class="number" key={label}>
                  <span class="swatch" style={{ color: lineStyle(i).color }} />
                  {label}
                </th>
              ))}
              {methods.map((method) => (
                <th scope="col" class="number" key={method}>
                  {method}, published
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => (
              <tr key={metric}>
                <th scope="row" title={facts.value[metric]?.explanation}>
                  {facts.value[metric]?.name ?? metric} <span class="muted">{arrowOf(metric)}</span>
                </th>
                {groups.map((group) => (
                  <ResultCell
                    key={group.label}
                    {...{ group, metric }}
                    base={base?.metrics[metric]}
                  />
                ))}
                {methods.map((method) => (
                  <PublishedCell key={method} {...{ published, method, metric }} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}

/** Returns an arrow in the direction of better values, if there is one. */
function arrowOf(metric: string): string {
  const better = facts.value[metric]?.better;
  return better === undefined ? "" : better === "lower" ? "↓" : "↑";
}

interface ResultCellProps {
  readonly group: LineGroup;
  readonly metric: string;
  /** The value of the baseline. */
  readonly base: number | null | undefined;
}

function ResultCell({ group, metric, base }: ResultCellProps): JSX.Element {
  const found = statistics(group.runs.map((run) => run.metrics[metric]));
  if (!found) return <td class="number">–</td>;
  const { mean, deviation } = found;
  const decimals = facts.value[metric]?.decimals;
  return (
    <td class="number">
      {formatNumber(mean, decimals)}
      {deviation !== undefined && ` ± ${formatNumber(deviation, decimals)}`}
      {typeof base === "number" && mean !== base && (
        <span class="delta" title="difference from the baseline">
          {formatDifference(mean - base, decimals)}
        </span>
      )}
    </td>
  );
}

interface PublishedCellProps {
  readonly published: readonly PublishedFigure[];
  readonly method: string;
  readonly metric: string;
}

function PublishedCell({ published, method, metric }: PublishedCellProps): JSX.Element {
  const figure = published.find((one) => one.method === method && one.metric === metric);
  if (!figure) return <td class="number muted">–</td>;
  const value = formatNumber(figure.value, facts.value[metric]?.decimals);
  return (
    <td class="number" title={figure.source}>
      {figure.url ? <a href={figure.url}>{value}</a> : value}
    </td>
  );
}

/** Loads the published figures, if all runs are on the same data. */
function usePublished(runs: readonly RunRow[]): readonly PublishedFigure[] {
  const [first] = runs as [RunRow];
  const isOne = runs.every(({ task, data }) => task === first.task && data === first.data);
  const url = isOne ? `/api/runs/${encodeURIComponent(first.id)}` : undefined;
  const detail = useJson<RunDetail>(url, first.state);
  return isOne ? (detail?.published ?? []) : [];
}
