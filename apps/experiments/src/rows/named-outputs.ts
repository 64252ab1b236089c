import type { Feeds, Packed, Schema, Target } from "@ebm/onnx-export";
import { formatRanking } from "./rankings.js";

/** A value of an output for a row, by name. */
export type NamedValue = readonly [name: string, value: number | string | null];

/** The outputs that have an entry for each label: they are told by the names of the labels. */
const MEMBERS = ["prediction", "samples", "marginals"];

/**
 * What a model gives for each row, by name: numbers, label names with 0 or 1, rankings as `b>a>c`.
 * Beside a log-probability stands the probability.
 */
export function namedOutputs(
  outputs: Feeds,
  { rows, schema }: { readonly rows: number; readonly schema: Schema | undefined },
): NamedValue[][] {
  const all = Object.entries(outputs);
  return Array.from({ length: rows }, (_, row) =>
    all.flatMap(([name, packed]) => valuesOf(name, entriesOf(packed, row, rows), schema?.target)),
  );
}

function entriesOf({ data, shape }: Packed, row: number, rows: number): number[] {
  if (shape[0] !== rows) return Array.from(data);
  const width = data.length / rows;
  return Array.from(data.subarray(row * width, (row + 1) * width));
}

function valuesOf(
  name: string,
  entries: readonly number[],
  target: Target | undefined,
): readonly NamedValue[] {
  if (MEMBERS.includes(name) && target !== undefined && target.kind !== "number") {
    if (target.kind === "ranking") {
      return [[target.column ?? "ranking", formatRanking(entries, target)]];
    }
    if (entries.length === target.labels.length) {
      return target.labels.map((label, i) => [label, entries[i]!]);
    }
  }
  const finite = entries.map((value) => (Number.isFinite(value) ? value : null));
  if (finite.length !== 1) return finite.map((value, i) => [`${name} ${i + 1}`, value]);
  const value = finite[0]!;
  if (name !== "log_prob") return [[name, value]];
  return [
    [name, value],
    ["probability", value === null ? null : Math.exp(value)],
  ];
}
