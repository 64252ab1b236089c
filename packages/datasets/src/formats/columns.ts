import { malformed, type Source, type Word } from "./malformed.js";
import { numberAt } from "./number-at.js";

/** The meaning of the numbers in a column of data. */
export interface Attribute {
  readonly name: string;
  readonly type: "numeric" | "nominal" | "string";
  /** The values that the numbers index, from 0. Empty if the numbers are plain numbers. */
  readonly values: readonly string[];
}

/** An attribute, and how its values are read. */
export interface Column extends Attribute {
  parse(word: Word): number;
}

/** A column of numbers; `advice` ends the error of finding another value. */
export function numericColumn(source: Source, name: string, advice = ""): Column {
  const parse = (word: Word): number => numberAt(source, word, `\`${name}\`${advice}`);
  return { name, type: "numeric", values: [], parse };
}

/** Checks that a column has only zeros and ones, declared as numbers or as names. */
export function labelColumn(source: Source, name: Word, column: Column): Column {
  if (column.type === "numeric") {
    const parse = (word: Word): number => {
      const value = column.parse(word);
      if (value === 0 || value === 1) return value;
      throw malformed(source, word, `0 or 1 for label \`${column.name}\``);
    };
    return { ...column, parse };
  }
  if (column.values.every((value) => value === "0" || value === "1")) return column;
  throw malformed(source, name, "an attribute of values {0, 1}, as labels are");
}

/** A column of certain values only. */
export function nominalColumn(source: Source, name: string, values: readonly string[]): Column {
  const places = new Map(values.map((value, place) => [value, place]));
  return {
    name,
    type: "nominal",
    values,
    parse(word) {
      const place = places.get(word.text);
      if (place !== undefined) return place;
      const some = values.slice(0, 10).join(", ") + (values.length > 10 ? ", …" : "");
      throw malformed(source, word, `a value of \`${name}\`: ${some}`);
    },
  };
}

/** A column of any values, counted as they come after the `known` ones. */
export function openColumn(
  name: string,
  type: "nominal" | "string",
  known: readonly string[],
): Column {
  const values = [...known];
  const places = new Map(known.map((value, place) => [value, place]));
  return {
    name,
    type,
    values,
    parse({ text }) {
      const place = places.get(text) ?? values.push(text) - 1;
      places.set(text, place);
      return place;
    },
  };
}
