import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RunRow } from "../api.js";
import { type AtValues, type Column, cellOf, formatValue } from "../lib/column.js";
import type { RunGroup } from "../lib/group-runs.js";
import { statistics } from "../lib/statistics.js";
import { facts } from "../state/facts.js";
import { select, selected } from "../state/selection.js";
import { RunTableRow } from "./run-table-row.js";

export interface GroupRowsProps {
  readonly group: RunGroup;
  readonly columns: readonly Column[];
  readonly at: AtValues;
}

/** A group of seeds: a row of means ± standard deviations, and the rows of its runs once opened. */
export function GroupRows({ group, columns, at }: GroupRowsProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const { runs } = group;
  const [first] = runs as [RunRow];
  const ids = runs.map(({ id }) => id);
  const count = ids.filter((id) => selected.value.has(id)).length;
  const states = [...new Set(runs.map(({ state }) => state))];
  return (
    <>
      <tr class="group">
        <td class="tight">
          <input
            type="checkbox"
            aria-label={`Select all seeds of ${first.id}`}
            checked={count === ids.length}
            indeterminate={count > 0 && count < ids.length}
            onChange={(event) => select(ids, event.currentTarget.checked)}
          />
        </td>
        <th scope="row" class="name">
          <button
            type="button"
            class="expand"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> {first.task}, {first.data}
          </button>
          <span class="tag">{runs.length} seeds</span>
        </th>
        <td class="muted">{states.join(", ")}</td>
        {columns.map((column) => (
          <GroupCell key={column.key} runs={runs} column={column} at={at} />
        ))}
        <td />
      </tr>
      {isOpen &&
        runs.map((run) => (
          <RunTableRow key={run.id} run={run} columns={columns} at={at} isMember />
        ))}
    </>
  );
}

interface GroupCellProps {
  readonly runs: readonly RunRow[];
  readonly column: Column;
  readonly at: AtValues;
}

function GroupCell({ runs, column, at }: GroupCellProps): JSX.Element {
  const values = runs.map((run) => cellOf(run, column, at, facts.value));
  if (column.kind === "config") {
    const texts = new Set(values.map((value) => formatValue(value, column, facts.value)));
    const [only] = texts;
    return <td class="muted nowrap">{texts.size === 1 ? only : `${texts.size} values`}</td>;
  }
  const found = statistics(values);
  if (!found) return <td class="number">–</td>;
  const { mean, deviation, count } = found;
  const format = (value: number): string => formatValue(value, column, facts.value);
  return (
    <td class="number" title={`mean ± standard deviation of ${count} of ${runs.length} runs`}>
      {format(mean)}
      {deviation !== undefined && ` ± ${format(deviation)}`}
      {count < runs.length && <span class="delta">n = {count}</span>}
    </td>
  );
}
