import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { ColumnMenu } from "../components/column-menu.js";
import { RunFilters } from "../components/run-filters.js";
import { RunTable } from "../components/run-table.js";
import { SelectionBar } from "../components/selection-bar.js";
import { parseColumn } from "../lib/column.js";
import { defaultColumns } from "../lib/default-columns.js";
import { filterRuns } from "../lib/filter-runs.js";
import { facts, loadFacts, taskForms } from "../state/facts.js";
import { useQuery } from "../state/query.js";
import { isLoaded, runs } from "../state/runs.js";
import { useAtValues } from "../state/use-at-values.js";
import { useTitle } from "../state/use-title.js";

/** All runs: search, filters, columns and groups. */
export function RunsView(): JSX.Element {
  const query = useQuery();
  useTitle("Runs");
  useEffect(() => void loadFacts(), []);
  const all = runs.value;
  const [search, state, task, tag] = ["q", "state", "task", "tag"].map((key) => query.get(key));
  const found = useMemo(
    () =>
      filterRuns(all, search!).filter(
        (run) =>
          (!state || run.state === state) &&
          (!task || run.task === task) &&
          (!tag || run.tags.includes(tag)),
      ),
    [all, search, state, task, tag],
  );
  const chosen = query.values.getAll("column");
  const columns = useMemo(
    () =>
      (chosen.length > 0 ? chosen : defaultColumns(all, taskForms.value)).flatMap(
        (key) => parseColumn(key, facts.value) ?? [],
      ),
    [chosen.join(" "), all, taskForms.value],
  );
  const at = useAtValues(columns, all);
  const search$ = useSearchKey();

  if (isLoaded.value && all.length === 0) return <NoRuns />;
  return (
    <section>
      <div class="title-row">
        <h1>Runs</h1>
        <p class="muted" role="status">
          {isLoaded.value ? countText(found.length, all.length) : "Loading…"}
        </p>
      </div>
      <div class="toolbar">
        <RunFilters query={query} runs={all} searchRef={search$} />
        <ColumnMenu query={query} columns={columns} runs={all} />
      </div>
      <SelectionBar query={query} />
      <RunTable query={query} runs={found} columns={columns} at={at} />
    </section>
  );
}

function countText(found: number, all: number): string {
  const noun = all === 1 ? "run" : "runs";
  return found === all ? `${all.toLocaleString("en")} ${noun}` : `${found} of ${all} ${noun}`;
}

function NoRuns(): JSX.Element {
  return (
    <section class="empty">
      <h1>No runs yet</h1>
      <p>A run that starts in this directory shows here at once.</p>
      <p>
        <a class="button primary" href="/start">
          Start a run
        </a>
      </p>
    </section>
  );
}

/** Moves the focus to the search when `/` is pressed. */
function useSearchKey(): { current: HTMLInputElement | null } {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const isTyping = (event.target as HTMLElement).matches("input:not([type=checkbox]), select");
      if (event.key !== "/" || isTyping) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  return input;
}
