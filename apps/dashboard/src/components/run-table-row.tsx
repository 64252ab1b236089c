import type { JSX } from "preact";
import type { RunRow } from "../api.js";
import { type AtValues, type Column, cellOf, formatValue } from "../lib/column.js";
import { formatAge, formatDifference } from "../lib/format.js";
import { baseName } from "../lib/metric-names.js";
import { facts } from "../state/facts.js";
import { findRun } from "../state/runs.js";
import { baseline, pin, select, selected } from "../state/selection.js";
import { RunStateLabel } from "./run-state-label.js";

export interface RunTableRowProps {
  readonly run: RunRow;
  readonly columns: readonly Column[];
  readonly at: AtValues;
  /** Whether the row belongs to a group. */
  readonly isMember?: boolean;
}

/** A run in the table. */
export function RunTableRow({ run, columns, at, isMember }: RunTableRowProps): JSX.Element {
  const { id, tags, alarms, started, problem } = run;
  const isPinned = baseline.value === id;
  return (
    <tr class={isMember ? "member" : isPinned ? "pinned" : ""}>
      <td class="tight">
        <input
          type="checkbox"
          aria-label={`Select ${id}`}
          checked={selected.value.has(id)}
          onChange={(event) => select([id], event.currentTarget.checked)}
        />
        <button
          type="button"
          class="pin"
          aria-pressed={isPinned}
          aria-label={`Pin ${id} as the baseline`}
          title="Pin as the baseline"
          onClick={() => pin(isPinned ? "" : id)}
        >
          <span aria-hidden="true">{isPinned ? "★" : "☆"}</span>
        </button>
      </td>
      <th scope="row" class="name">
        <a href={`/run/${encodeURIComponent(id)}`}>{id}</a>
        {tags.map((tag) => (
          <span class="tag" key={tag}>
            {tag}
          </span>
        ))}
        {alarms.length > 0 && (
          <span class="alarm-mark" title={alarms.map(({ text }) => text).join("\n")}>
            {alarms.map(({ kind }) => kind).join(", ")}
          </span>
        )}
        {problem !== undefined && <span class="alarm-mark">{problem}</span>}
      </th>
      <td>
        <RunStateLabel run={run} />
      </td>
      {columns.map((column) => (
        <Cell key={column.key} run={run} column={column} at={at} />
      ))}
      <td class="muted nowrap">
        <time dateTime={new Date(started).toISOString()} title={new Date(started).toLocaleString()}>
          {formatAge(started)}
        </time>
      </td>
    </tr>
  );
}

interface CellProps {
  readonly run: RunRow;
  readonly column: Column;
  readonly at: AtValues;
}

function Cell({ run, column, at }: CellProps): JSX.Element {
  const value = cellOf(run, column, at, facts.value);
  const other = baseline.value === run.id ? undefined : findRun(baseline.value);
  const base =
    other && column.kind !== "config" ? cellOf(other, column, at, facts.value) : undefined;
  const decimals = facts.value[baseName(column.name)]?.decimals;
  return (
    <td class={column.kind === "config" ? "" : "number"}>
      {formatValue(value, column, facts.value)}
      {typeof value === "number" && typeof base === "number" && (
        <span class="delta" title="difference from the baseline">
          {formatDifference(value - base, decimals)}
        </span>
      )}
    </td>
  );
}
