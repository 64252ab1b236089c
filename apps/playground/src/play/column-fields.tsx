import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { Select } from "../ui/fields.js";
import type { PlayColumn } from "./model-facts.js";

interface ColumnFieldsProps {
  readonly columns: readonly PlayColumn[];
  readonly x: Signal<readonly number[]>;
  /** Columns that have no field. */
  readonly without?: readonly number[];
}

/** A slider for each number, and a list for each category. */
export function ColumnFields({ columns, x, without = [] }: ColumnFieldsProps): JSX.Element {
  const change = (j: number, value: number): void => {
    if (Number.isFinite(value)) x.value = x.value.with(j, value);
  };
  return (
    <>
      {columns.map((column, j) => {
        if (without.includes(j)) return null;
        const { name, unit, categories, low, high } = column;
        const value = x.value[j]!;
        if (categories.length > 0) {
          return (
            <Select
              key={name}
              label={name}
              value={`${value}`}
              options={Object.fromEntries(categories.map((text, i) => [`${i}`, text]))}
              onChange={(chosen) => change(j, Number(chosen))}
            />
          );
        }
        const shown = `${Number(value.toPrecision(3))}${unit ? ` ${unit}` : ""}`;
        return (
          <label key={name} class="field">
            <span class="field-label">
              {name} <span class="value">{shown}</span>
            </span>
            <input
              type="range"
              min={low}
              max={high}
              step={(high - low) / 200}
              value={value}
              aria-valuetext={shown}
              onInput={(event) => change(j, event.currentTarget.valueAsNumber)}
            />
          </label>
        );
      })}
    </>
  );
}
