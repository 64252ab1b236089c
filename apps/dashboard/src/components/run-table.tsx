import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { RunRow } from "../api.js";
import { type AtValues, type Column, cellOf } from "../lib/column.js";
import { groupRuns, type RunGroup } from "../lib/group-runs.js";
import { sortRows } from "../lib/sort-rows.js";
import { statistics } from "../lib/statistics.js";
import { facts } from "../state/facts.js";
import type { Query } from "../state/query.js";
import { GroupRows } from "./group-rows.js";
import { RunTableRow } from "./run-table-row.js";
import { ScrollArea } from "./scroll-area.js";
import { SortHeader } from "./sort-header.js";

export interface RunTableProps {
  readonly query: Query;
  readonly runs: readonly RunRow[];
  readonly columns: readonly Column[];
  readonly at: AtValues;
}

/** Rows that are drawn before the others are asked for, so that sorting stays quick. */
const SHOWN = 100;

/** The table of runs, or of groups of seeds. */
export function RunTable({ query, runs, columns, at }: RunTableProps): JSX.Element {
  const [limit, setLimit] = useState(SHOWN);
  const [key, direction] = query.get("sort", "started desc").split(" ") as [string, string];
  const isGrouped = query.get("group") === "seed";
  const groups = useMemo((): readonly RunGroup[] => {
    const listed = isGrouped ? groupRuns(runs) : runs.map((run) => ({ key: run.id, runs: [run] }));
    return sortRows(listed, (group) => sortValue(group, key, columns, at), direction === "desc");
  }, [runs, isGrouped, key, direction, columns, at]);
  const cells = { columns, at };
  return (
    <ScrollArea label="Table of runs">
      <table class="runs" aria-rowcount={groups.length + 1}>
        <thead>
          <tr>
            <th scope="col" class="tight">
              <span class="visually-hidden">Selected and pinned</span>
            </th>
            <SortHeader query={query} name="id" title="Run" />
            <SortHeader query={query} name="state" title="State" />
            {columns.map(({ key: name, title, kind }) => (
              <SortHeader
                query={query}
                key={name}
                name={name}
                title={title}
                isNumber={kind !== "config"}
              />
            ))}
            <SortHeader query={query} name="started" title="Started" />
          </tr>
        </thead>
        <tbody>
          {groups
            .slice(0, limit)
            .map((group) =>
              group.runs.length > 1 ? (
                <GroupRows key={group.key} group={group} {...cells} />
              ) : (
                <RunTableRow key={group.key} run={group.runs[0]!} {...cells} />
              ),
            )}
        </tbody>
      </table>
      {groups.length === 0 && <p class="muted center">No run matches.</p>}
      {groups.length > limit && (
        <p class="center">
          <button type="button" class="button" onClick={() => setLimit(limit + 5 * SHOWN)}>
            Show more of {groups.length.toLocaleString("en")}
          </button>
        </p>
      )}
    </ScrollArea>
  );
}

function sortValue(
  { runs }: RunGroup,
  key: string,
  columns: readonly Column[],
  at: AtValues,
): unknown {
  const [first] = runs as [RunRow];
  if (key === "id" || key === "state" || key === "started") return first[key];
  const column = columns.find((one) => one.key === key);
  if (!column) return undefined;
  const values = runs.map((run) => cellOf(run, column, at, facts.value));
  return statistics(values)?.mean ?? values[0];
}
