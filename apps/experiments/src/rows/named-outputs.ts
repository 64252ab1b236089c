import type { Feeds, Packed, Schema, Signature, Target } from "@ebm/onnx-export";
import { formatRanking } from "./rankings.js";

/** A value of an output for a row, by name. */
export type NamedValue = readonly [name: string, value: number | string | null];

/** The outputs that have an entry for each label. They are named after the labels. */
const MEMBERS = ["prediction", "samples", "marginals"];

/**
 * Returns the outputs of a model for each row, by name: numbers, label names with 0 or 1, rankings
 * as `b>a>c`. Adds the probability to a log-probability, unless log Z is learned: then the
 * probabilities of all y may not sum to 1.
 */
export function namedOutputs(
  outputs: Feeds,
  { rows, schema, metadata }: NamedOutputsOptions,
): NamedValue[][] {
  const all = Object.entries(outputs);
  const target = schema?.target;
  const isDiscrete = target !== undefined && target.kind !== "number";
  const isNormalized = isDiscrete && metadata.normalizer !== "learned";
  return Array.from({ length: rows }, (_, row) =>
    all.flatMap(([name, packed]) => {
      const values = valuesOf(name, entriesOf(packed, row, rows), target);
      const value = values[0]?.[1];
      if (name !== "log_prob" || values.length !== 1 || !isNormalized) return values;
      return [...values, ["probability", typeof value === "number" ? Math.exp(value) : null]];
    }),
  );
}

interface NamedOutputsOptions {
  readonly rows: number;
  readonly schema: Schema | undefined;
  /** The metadata of the file. */
  readonly metadata: Signature["metadata"];
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
  return [[name, finite[0]!]];
}
