import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { Select } from "../ui/fields.js";
import type { PlayColumn } from "./model-facts.js";

interface WindowFieldsProps {
  readonly columns: readonly PlayColumn[];
  readonly axes: Signal<readonly [number, number]>;
  /** The range of each column. */
  readonly low: Signal<number[]>;
  readonly high: Signal<number[]>;
}

const NAMES = ["Across", "Up"] as const;

/** The two columns of a picture, and their ranges. */
export function WindowFields({ columns, axes, low, high }: WindowFieldsProps): JSX.Element {
  const options = Object.fromEntries(columns.map(({ name }, j) => [`${j}`, name]));
  const choose = (k: number, column: number): void => {
    const [a, b] = axes.value;
    const other = k === 0 ? b : a;
    // a column that is the other axis already changes places with it
    if (column === other) axes.value = [b, a];
    else axes.value = k === 0 ? [column, b] : [a, column];
  };
  return (
    <>
      {NAMES.map((name, k) => {
        const column = axes.value[k]!;
        return (
          <div key={name} class="window">
            {columns.length > 2 && (
              <Select
                label={name}
                value={`${column}`}
                options={options}
                onChange={(value) => choose(k, Number(value))}
              />
            )}
            <div class="from-to">
              {([low, high] as const).map((bound, i) => (
                <label key={i === 0 ? "from" : "to"}>
                  <span class="field-label">
                    {columns[column]!.name} {i === 0 ? "from" : "to"}
                  </span>
                  <input
                    type="number"
                    step="any"
                    value={bound.value[column]}
                    onChange={(event) => {
                      const value = event.currentTarget.valueAsNumber;
                      const [from, to] =
                        i === 0 ? [value, high.value[column]!] : [low.value[column]!, value];
                      if (from < to) bound.value = bound.value.with(column, value);
                    }}
                  />
                </label>
              ))}
            </div>
          </div>
        );
      })}
    </>
  );
}
