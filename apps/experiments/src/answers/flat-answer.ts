import type { NamedValue } from "../rows/named-outputs.js";
import type { AnswerRow } from "./answer-rows.js";

type Value = AnswerRow[string];

/**
 * Returns an answer as named values, one for each column of a CSV: rankings as `b>a`, the sets of
 * labels of a list of answers as `calm|sad`, and what was filled in as `runner 0.80`.
 *
 * @param kind The kind of the model.
 */
export function flatAnswer(row: AnswerRow, kind: string): NamedValue[] {
  const separator = kind === "ranking" ? ">" : "|";
  return Object.entries(row).flatMap(([name, value]) => flat(name, value, separator));
}

function flat(name: string, value: Value, separator: string): NamedValue[] {
  if (typeof value === "boolean") return [[name, Number(value)]];
  if (value === null || typeof value !== "object") return [[name, value]];
  if (isList(value)) {
    if (value.every((each) => typeof each === "string")) return [[name, value.join(separator)]];
    return value.flatMap((each, i) =>
      Object.entries(each ?? {}).flatMap(([inner, entry]) =>
        flat(`${inner} ${i + 1}`, entry, separator),
      ),
    );
  }
  const entries = Object.entries(value);
  if (name === "filled") {
    return [[name, entries.map(([column, p]) => `${column} ${Number(p).toFixed(2)}`).join(", ")]];
  }
  return entries.flatMap(([inner, entry]) =>
    flat(name === "values" ? inner : `${name} ${inner}`, entry, separator),
  );
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
