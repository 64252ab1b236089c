import type { JSX } from "preact";
import type { LogPartition, LogPartitionBracket, RunDetail, RunRow } from "../api.js";
import type { ChartSettings } from "../chart/chart-controls.js";
import { type LineGroup, SeriesChart } from "../chart/series-chart.js";
import { nameOf } from "../lib/metric-names.js";
import { facts } from "../state/facts.js";
import type { Query } from "../state/query.js";
import { LogPartitionChart, MEANS } from "./log-partition-chart.js";
import { Scatter } from "./scatter.js";

export interface LogPartitionPanelProps {
  readonly run: RunRow;
  readonly detail: RunDetail | undefined;
  readonly groups: readonly LineGroup[];
  readonly settings: ChartSettings;
  readonly query: Query;
  /** The series of the log-partition. */
  readonly names: readonly string[];
}

/** The learned log-partition against the exact one: while the run trains, and over x afterwards. */
export function LogPartitionPanel(props: LogPartitionPanelProps): JSX.Element | null {
  const { run, detail, names, groups, settings, query } = props;
  const pairs = detail?.logPartition;
  const bracket = detail?.logPartitionBracket;
  if (names.length === 0 && !pairs && !bracket) return null;
  return (
    <section class="stack">
      <h2>Log Z: learned and {bracket ? "bracketed" : "exact"}</h2>
      <div class="charts">
        {pairs && <Pairs pairs={pairs} />}
        {bracket && <Brackets bracket={bracket} />}
        <LogPartitionChart {...{ run, settings, query }} />
        {names
          .filter((name) => !MEANS.includes(name))
          .map((name) => (
            <SeriesChart
              key={name}
              title={nameOf(name, facts.value)}
              {...{ name, groups, settings, query }}
            />
          ))}
        {detail?.calibration && (
          <Scatter
            title="Calibration of label probabilities"
            xTitle="predicted probability"
            yTitle="observed frequency"
            points={detail.calibration.map(({ predicted, observed, count }) => {
              return { x: predicted, y: observed, count };
            })}
            line="equal"
          />
        )}
      </div>
    </section>
  );
}

/** Where the set is too large to sum over, annealed importance sampling bounds log Z. */
function Brackets({ bracket }: { readonly bracket: LogPartitionBracket }): JSX.Element {
  const { learned, lower, upper } = bracket;
  return (
    <Scatter
      title="Learned log Z and its bracket by annealed importance sampling"
      xTitle="log Z(x), 95 % bracket, nats"
      yTitle="learned τ(x), nats"
      points={learned.map((y, i) => {
        const ends = [lower[i]!, upper[i]!] as const;
        return { x: (ends[0] + ends[1]) / 2, y, ends };
      })}
      line="equal"
    />
  );
}

function Pairs({ pairs }: { readonly pairs: LogPartition }): JSX.Element {
  const points = pairs.exact.flatMap((x, i) => {
    const y = pairs.learned[i];
    return typeof x === "number" && typeof y === "number" ? [{ x, y }] : [];
  });
  const residuals = points.map(({ x, y }) => ({ x, y: y - x }));
  return (
    <>
      <Scatter
        title="Learned and exact log Z of each held-out x"
        xTitle="exact log Z(x), nats"
        yTitle="learned τ(x), nats"
        points={points}
        line="equal"
      />
      <Scatter
        title="Error of the learned log Z over x"
        xTitle="exact log Z(x), nats"
        yTitle="τ(x) − log Z(x), nats"
        points={residuals}
        line="zero"
      />
    </>
  );
}
