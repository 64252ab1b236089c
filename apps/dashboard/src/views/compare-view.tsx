import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { RunRow } from "../api.js";
import { ChartControls, chartSettings } from "../chart/chart-controls.js";
import { type LineGroup, SeriesChart } from "../chart/series-chart.js";
import { DifferenceTable } from "../components/difference-table.js";
import { ParallelCoordinates } from "../components/parallel-coordinates.js";
import { ResultTable } from "../components/result-table.js";
import { byImportance } from "../lib/by-importance.js";
import { differingSettings } from "../lib/differing-settings.js";
import { formatSetting, settingName } from "../lib/format.js";
import { groupRuns } from "../lib/group-runs.js";
import { nameOf } from "../lib/metric-names.js";
import { facts, loadFacts } from "../state/facts.js";
import { type Query, useQuery } from "../state/query.js";
import { findRun, isLoaded, runs } from "../state/runs.js";
import { selected } from "../state/selection.js";
import { useTitle } from "../state/use-title.js";

/** Any number of runs beside each other: curves, settings that differ, results. */
export function CompareView(): JSX.Element {
  const query = useQuery();
  useTitle("Compare");
  useEffect(() => void loadFacts(), []);
  const asked = query.values.getAll("run");
  const ids = asked.length > 0 ? asked : [...selected.value];
  // reads all runs, so that it draws again when one of them changes
  const all = runs.value;
  const shown = useMemo(() => ids.flatMap((id) => findRun(id) ?? []), [ids.join("\n"), all]);
  if (shown.length === 0) return <NothingSelected />;
  return <Comparison query={query} runs={shown} />;
}

interface ComparisonProps {
  readonly query: Query;
  readonly runs: readonly RunRow[];
}

function Comparison({ query, runs: shown }: ComparisonProps): JSX.Element {
  const settings = chartSettings(query);
  const isGrouped = query.get("group") === "seed";
  const groups = useMemo(() => groupsOf(shown, isGrouped), [shown, isGrouped]);
  const names = [...new Set(shown.flatMap(({ series }) => Object.keys(series)))];
  return (
    <section>
      <div class="title-row">
        <h1>Compare {shown.length} runs</h1>
        <a href="/">Choose others</a>
        <a href={`/api/logs?${new URLSearchParams(shown.map(({ id }) => ["run", id]))}`} download>
          All points as CSV
        </a>
      </div>
      <div class="panel">
        <div class="controls">
          <ChartControls query={query} settings={settings} />
          <label>
            <input
              type="checkbox"
              checked={isGrouped}
              onChange={(event) => query.set({ group: event.currentTarget.checked ? "seed" : "" })}
            />
            Group seeds: mean ± standard deviation
          </label>
        </div>
      </div>
      {names.length === 0 && (
        <p class="muted">These runs have no curves: their models are fitted in parts.</p>
      )}
      <div class="charts">
        {[...names].sort(byImportance).map((name) => (
          <SeriesChart
            key={name}
            title={nameOf(name, facts.value)}
            {...{ name, groups, settings, query }}
          />
        ))}
      </div>
      <ResultTable groups={groups} />
      <DifferenceTable runs={shown} />
      <ParallelCoordinates runs={shown} />
    </section>
  );
}

function NothingSelected(): JSX.Element {
  return (
    <section class="empty">
      <h1>{isLoaded.value ? "No runs are selected" : "Loading…"}</h1>
      <p>
        <a href="/">Select runs in the list</a>, and compare them here.
      </p>
    </section>
  );
}

function groupsOf(runs: readonly RunRow[], isGrouped: boolean): LineGroup[] {
  if (!isGrouped) return runs.map((run) => ({ label: run.id, runs: [run] }));
  const groups = groupRuns(runs);
  const names = differingSettings(groups.map((group) => group.runs[0]!)).filter(
    (name) => name !== "seed",
  );
  return groups.map(({ runs: members }) => {
    const [first] = members as [RunRow];
    const settings = names.map(
      (name) => `${settingName(name)} ${formatSetting(first.config[name])}`,
    );
    const label = settings.length > 0 ? settings.join(", ") : first.data;
    return { label: members.length > 1 ? label : first.id, runs: members };
  });
}
