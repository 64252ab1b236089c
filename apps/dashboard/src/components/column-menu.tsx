import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RunRow } from "../api.js";
import type { Column } from "../lib/column.js";
import { settingName } from "../lib/format.js";
import { nameOf } from "../lib/metric-names.js";
import { facts } from "../state/facts.js";
import type { Query } from "../state/query.js";

export interface ColumnMenuProps {
  readonly query: Query;
  readonly columns: readonly Column[];
  readonly runs: readonly RunRow[];
}

const KINDS = [
  ["metric", "Test metric"],
  ["last", "Last value"],
  ["best", "Best value"],
  ["at", "Value at a step"],
  ["config", "Setting"],
] as const;

/** Chooses the columns of the table. */
export function ColumnMenu({ query, columns, runs }: ColumnMenuProps): JSX.Element {
  const [kind, setKind] = useState("metric");
  const [step, setStep] = useState("100");
  const set = (keys: readonly string[]): void => query.set({ column: keys });
  const keys = columns.map(({ key }) => key);
  const names = namesOf(runs, kind);
  const keyOf = (name: string): string => `${kind}:${name}${kind === "at" ? `@${step}` : ""}`;
  return (
    <details class="menu">
      <summary class="button">Columns</summary>
      <div class="menu-panel">
        <fieldset>
          <legend>Shown</legend>
          {columns.map(({ key, title }) => (
            <button
              type="button"
              class="chip"
              key={key}
              aria-label={`Remove ${title}`}
              onClick={() => set(keys.filter((other) => other !== key))}
            >
              {title} <span aria-hidden="true">×</span>
            </button>
          ))}
        </fieldset>
        <fieldset>
          <legend>Add</legend>
          <div class="row">
            <label>
              <span class="visually-hidden">Kind of column</span>
              <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
                {KINDS.map(([value, title]) => (
                  <option key={value} value={value}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
            {kind === "at" && (
              <label>
                Step{" "}
                <input
                  type="number"
                  min="0"
                  value={step}
                  onInput={(event) => setStep(event.currentTarget.value)}
                />
              </label>
            )}
          </div>
          <div class="chips">
            {names
              .filter((name) => !keys.includes(keyOf(name)))
              .map((name) => (
                <button
                  type="button"
                  class="chip add"
                  key={name}
                  onClick={() => set([...keys, keyOf(name)])}
                >
                  {kind === "config" ? settingName(name) : nameOf(name, facts.value)}
                </button>
              ))}
          </div>
        </fieldset>
        <button type="button" class="link" onClick={() => set([])}>
          Show the default columns
        </button>
      </div>
    </details>
  );
}

function namesOf(runs: readonly RunRow[], kind: string): string[] {
  const part = kind === "config" ? "config" : kind === "metric" ? "metrics" : "series";
  return [...new Set(runs.flatMap((run) => Object.keys(run[part])))].sort();
}
