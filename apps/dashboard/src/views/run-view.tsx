import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { RunDetail, RunRow } from "../api.js";
import { ChartControls, chartSettings } from "../chart/chart-controls.js";
import { SeriesChart } from "../chart/series-chart.js";
import { useJson } from "../chart/use-json.js";
import { Alarms } from "../components/alarms.js";
import { LogPartitionPanel } from "../components/log-partition-panel.js";
import { MetricTiles } from "../components/metric-tiles.js";
import { PendingRun } from "../components/pending-run.js";
import { RunActions } from "../components/run-actions.js";
import { RunFiles } from "../components/run-files.js";
import { RunStateLabel } from "../components/run-state-label.js";
import { TagEditor } from "../components/tag-editor.js";
import { byImportance } from "../lib/by-importance.js";
import { formatSetting } from "../lib/format.js";
import { nameOf } from "../lib/metric-names.js";
import { facts, loadFacts } from "../state/facts.js";
import { useQuery } from "../state/query.js";
import { ended, findRun, isLoaded, runs } from "../state/runs.js";
import { useTitle } from "../state/use-title.js";

/** One run, while it trains and afterwards. */
export function RunView(): JSX.Element {
  const id = decodeURIComponent(useRoute().params.id ?? "");
  useTitle(id);
  useEffect(() => void loadFacts(), []);
  // reads all runs, so that it draws again when this one changes
  const run = runs.value && findRun(id);
  if (!run) return isLoaded.value ? <PendingRun id={id} /> : <p class="muted">Loading…</p>;
  return <Run key={id} run={run} />;
}

function Run({ run }: { readonly run: RunRow }): JSX.Element {
  const query = useQuery();
  const settings = chartSettings(query);
  const { id, state, step, steps, task, data } = run;
  const url = `/api/runs/${encodeURIComponent(id)}`;
  const detail = useJson<RunDetail>(url, `${state} ${ended.value.count} ${run.alarms.length}`);
  const groups = useMemo(() => [{ label: id, runs: [run] }], [run]);
  const names = Object.keys(run.series).sort(byImportance);
  const ofPartition = names.filter((name) => /logPartition/i.test(name));
  const curves = names.filter((name) => !ofPartition.includes(name));
  return (
    <section>
      <div class="title-row">
        <h1>{id}</h1>
        <RunStateLabel run={run} />
        <RunActions run={run} detail={detail} />
      </div>
      <p class="muted">
        {task} on {data}, seed {formatSetting(run.seed)}
        {steps !== null && steps > 1 && `, step ${step} of ${steps}`}
      </p>
      {state === "running" && steps !== null && steps > 1 && (
        <progress max={steps} value={step} aria-label="Steps done" />
      )}
      <TagEditor run={run} />
      <Alarms run={run} detail={detail} />
      <MetricTiles run={run} detail={detail} />
      {curves.length > 0 && (
        <>
          <h2>Curves</h2>
          <div class="panel">
            <ChartControls query={query} settings={settings} />
          </div>
          <div class="charts">
            {curves.map((name) => (
              <SeriesChart
                key={name}
                title={nameOf(name, facts.value)}
                {...{ name, groups, settings, query }}
              />
            ))}
          </div>
        </>
      )}
      <LogPartitionPanel {...{ run, detail, groups, settings, query }} names={ofPartition} />
      {detail?.hasReport && (
        <>
          <h2>Report</h2>
          <iframe
            class="report"
            title={`Report of ${id}`}
            src={`/files/${encodeURIComponent(id)}/report.html`}
            sandbox=""
          />
        </>
      )}
      {detail && <RunFiles run={run} detail={detail} />}
    </section>
  );
}
