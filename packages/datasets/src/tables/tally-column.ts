import { booleanOf, datetimeOf, numberOf } from "@ebm/core/cells";
import { quoted } from "@ebm/core/naming";
import { isCode, textOfCell } from "./cell-texts.js";
import type { Cell, RecordColumn, Records } from "./records.js";
import type { ColumnKind } from "./table.js";

/** The counts of a column from which its kind is inferred. */
export interface ColumnTally {
  values: number;
  numbers: number;
  booleans: number;
  dates: number;
  infinite: number;
  /** Numbers that are codes rather than quantities. */
  codes: number;
  /** The first code, for the note. */
  code: string;
  /** The different values, up to one more than a category may have. */
  readonly distinct: Set<string>;
  /** The first value that is not a number, and its place. */
  odd: { readonly text: string; readonly place: number } | undefined;
}

export function newTally(): ColumnTally {
  return {
    values: 0,
    numbers: 0,
    booleans: 0,
    dates: 0,
    infinite: 0,
    codes: 0,
    code: "",
    distinct: new Set(),
    odd: undefined,
  };
}

/** Counts one value that is not missing. */
export function tallyCell(
  tally: ColumnTally,
  cell: Exclude<Cell, undefined>,
  { strings, place }: { readonly strings: Records["strings"]; readonly place: number },
): void {
  tally.values++;
  if (tally.distinct.size <= MOST_CATEGORIES) tally.distinct.add(textOfCell(cell));
  const value = typeof cell === "string" && strings !== "parse" ? undefined : numberOf(cell);
  if (value !== undefined) {
    tally.numbers++;
    if (!Number.isFinite(value)) tally.infinite++;
    if (typeof cell === "string" && isCode(cell) && tally.codes++ === 0) tally.code = cell;
    return;
  }
  tally.odd ??= { text: textOfCell(cell), place };
  if (typeof cell === "boolean") tally.booleans++;
  else if (typeof cell !== "string") tally.dates++;
  else if (strings === "parse" && booleanOf(cell) !== undefined) tally.booleans++;
  else if (strings !== "keep" && datetimeOf(cell) !== undefined) tally.dates++;
}

/** The kind of a column, and a note about it. */
export function kindOf(
  column: RecordColumn,
  tally: ColumnTally,
  { unit, given }: { readonly unit: string; readonly given: ColumnKind | undefined },
): {
  readonly kind: ColumnKind;
  /** Sentences about this column. */
  readonly notes: readonly string[];
  /** Beginnings of sentences that other columns may share. */
  readonly shared: readonly string[];
} {
  const name = quoted(column.name);
  const kind = given ?? column.kind ?? inferred(tally);
  const notes: string[] = [];
  const shared: string[] = [];
  if (tally.values === 0) shared.push("Without values");
  else if (tally.distinct.size === 1) shared.push("With one value only");
  if (kind === "number" && tally.infinite > 0) {
    notes.push(`${name} has infinite values (${tally.infinite}).`);
  }
  if (given === undefined && column.kind === undefined && kind !== "number") {
    const why = reason(tally, unit);
    if (why === "") shared.push(`Read as ${KINDS[kind]}`);
    else notes.push(`${name} was read as ${KINDS[kind]}${why}.`);
  }
  return { kind, notes, shared };
}

/** Words for the kinds. */
const KINDS: Readonly<Record<ColumnKind, string>> = {
  number: "a number",
  category: "a category",
  boolean: "true or false",
  datetime: "a date-time",
  text: "text",
};

// a category has few values, or each of them several times
const FEW_CATEGORIES = 20;
const MOST_CATEGORIES = 1000;

function inferred({ values, numbers, booleans, dates, codes, distinct }: ColumnTally): ColumnKind {
  if (numbers === values && codes === 0) return "number";
  if (booleans === values) return "boolean";
  if (dates === values) return "datetime";
  const few = distinct.size <= FEW_CATEGORIES || distinct.size * 2 <= values;
  return few && distinct.size <= MOST_CATEGORIES ? "category" : "text";
}

function reason({ values, numbers, codes, code, odd }: ColumnTally, unit: string): string {
  if (numbers === values && codes > 0) return `, because ${quoted(code)} is a code, not a quantity`;
  if (odd !== undefined && /^[-+]?\d+,\d+$/.test(odd.text)) {
    return `; if the comma of ${quoted(odd.text)} is a decimal mark, say \`decimal: ","\``;
  }
  if (numbers === 0 || odd === undefined) return "";
  const what = numbers === 1 ? "1 value is a number" : `${numbers} values are numbers`;
  return `, because ${unit} ${odd.place} has ${quoted(odd.text)} (${what})`;
}
