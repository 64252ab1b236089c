import { booleanOf, datetimeOf, numberOf } from "@ebm/core/cells";
import { EbmError } from "@ebm/core/errors";
import { quoted } from "@ebm/core/naming";
import { featureNames } from "./feature-names.js";
import { PERIODS } from "./fit-preprocessor.js";
import type { FittedCategory, FittedColumn, FittedDatetime, FittedNumber } from "./preprocessor.js";
import type { TableColumn } from "./table.js";
import { textsOf } from "./texts-of.js";

/** A column of a table as features. */
export interface EncodedColumn {
  /** Number of features. */
  readonly size: number;
  /** Number of rows in which the column is missing. */
  readonly missing: number;
  /** The categories that training had not. */
  readonly unknown: readonly string[];
  /** Writes the features of a row. */
  write(row: number, out: Float32Array, at: number): void;
}

/** Reads a column as the kind that was fitted, and encodes it. */
export function encodeColumn(
  file: string,
  fitted: FittedColumn,
  column: TableColumn,
): EncodedColumn {
  const size = featureNames({ columns: [fitted] }).length;
  const fail = (row: number, found: unknown, expected: string): EbmError =>
    new EbmError(
      `applyPreprocessor: ${file}: row ${row + 1}, column ${quoted(fitted.name)} has ${quoted(`${found}`)}, expected ${expected}.`,
    );
  const { values, unknown } = valuesOf(fitted, column, fail);
  const encode = encoderOf(fitted);
  let missing = 0;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) missing++;
  return {
    size,
    missing,
    unknown,
    write(row, out, at) {
      const value = values[row]!;
      const end = encode(value, out, at);
      if (fitted.hasMissing) out[end] = Number.isNaN(value) ? 1 : 0;
    },
  };
}

type Fail = (row: number, found: unknown, expected: string) => EbmError;

/** Numbers, times, bits or the positions of categories; NaN where missing, −1 where unknown. */
function valuesOf(
  fitted: FittedColumn,
  column: TableColumn,
  fail: Fail,
): { values: Float64Array; unknown: readonly string[] } {
  switch (fitted.kind) {
    case "number": {
      const values =
        column.kind === "number" ? column.values : parsed(column, numericOf, fail, "a number");
      const row = values.findIndex((value) => Math.abs(value) === Infinity);
      if (row >= 0) throw fail(row, values[row], "a finite number");
      return { values, unknown: [] };
    }
    case "datetime":
      return {
        values:
          column.kind === "datetime" ? column.values : parsed(column, datetimeOf, fail, "a date"),
        unknown: [],
      };
    case "boolean":
      return { values: parsed(column, bitOf, fail, "true or false"), unknown: [] };
    case "category": {
      const codes = new Map(fitted.categories.map((category, code) => [category, code]));
      const unknown = new Set<string>();
      const values = Float64Array.from(textsOf(column), (text, row) => {
        if (text === undefined) return Number.NaN;
        const code = codes.get(text);
        if (code !== undefined) return code;
        if (fitted.unknown === "error") throw fail(row, text, "a value that training had");
        unknown.add(text);
        return -1;
      });
      return { values, unknown: [...unknown] };
    }
  }
}

function parsed(
  column: TableColumn,
  parse: (text: string) => number | undefined,
  fail: Fail,
  expected: string,
): Float64Array {
  return Float64Array.from(textsOf(column), (text, row) => {
    if (text === undefined) return Number.NaN;
    const value = parse(text);
    if (value === undefined) throw fail(row, text, expected);
    return value;
  });
}

function numericOf(text: string): number | undefined {
  const bit = booleanOf(text);
  return bit === undefined ? numberOf(text) : Number(bit);
}

function bitOf(text: string): number | undefined {
  const value = numericOf(text);
  return value === 0 || value === 1 ? value : undefined;
}

/** Writes the features of a value, without that of missing ones, and returns where they end. */
type Encode = (value: number, out: Float32Array, at: number) => number;

function encoderOf(fitted: FittedColumn): Encode {
  switch (fitted.kind) {
    case "number":
      return (value, out, at) => writeScaled(fitted, value, out, at);
    case "datetime":
      return (value, out, at) => writeTime(fitted, value, out, at);
    case "boolean":
      return (value, out, at) => {
        out[at] = Number.isNaN(value) ? 0.5 : value;
        return at + 1;
      };
    case "category":
      return (value, out, at) => writeCategory(fitted, value, out, at);
  }
}

function writeScaled(
  { median, center, scale, quantiles }: Omit<FittedNumber, "kind">,
  value: number,
  out: Float32Array,
  at: number,
): number {
  if (scale === 0) return at;
  const x = Number.isNaN(value) ? median : value;
  const scaled = quantiles === undefined ? (x - center) / scale : levelOf(quantiles, x);
  out[at] = Math.max(-LARGEST, Math.min(LARGEST, scaled));
  return at + 1;
}

/** The largest number of float32. */
const LARGEST = 3.4028234663852886e38;

/** The level between the quantiles around x; the first or last one outside of them. */
function levelOf(quantiles: NonNullable<FittedNumber["quantiles"]>, x: number): number {
  let [low, high] = [0, quantiles.length - 1];
  if (x <= quantiles[low]!.value) return quantiles[low]!.level;
  if (x >= quantiles[high]!.value) return quantiles[high]!.level;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (quantiles[middle]!.value <= x) low = middle;
    else high = middle;
  }
  const [a, b] = [quantiles[low]!, quantiles[high]!];
  const width = b.value - a.value;
  // halved where the difference overflows
  const part =
    width < Infinity ? (x - a.value) / width : (x / 2 - a.value / 2) / (b.value / 2 - a.value / 2);
  return a.level + Math.min(1, Math.max(0, part)) * (b.level - a.level);
}

function writeTime(fitted: FittedDatetime, value: number, out: Float32Array, at: number): number {
  let end = writeScaled(fitted, value, out, at);
  for (const period of fitted.periods) {
    const length = PERIODS[period];
    const phase = 2 * Math.PI * (value / length - Math.floor(value / length));
    out[end] = Number.isNaN(value) ? 0 : Math.sin(phase);
    out[end + 1] = Number.isNaN(value) ? 0 : Math.cos(phase);
    end += 2;
  }
  return end;
}

function writeCategory(
  { categories, unknown }: FittedCategory,
  code: number,
  out: Float32Array,
  at: number,
): number {
  const isShared = categories.length === 2;
  const end = at + (isShared ? 1 : categories.length);
  if (isShared) out[at] = code >= 0 ? code : 0.5;
  else if (code >= 0) out[at + code] = 1;
  if (unknown !== "state") return end;
  out[end] = code === -1 ? 1 : 0;
  return end + 1;
}
