import { EbmError } from "@ebm/core/errors";
import { listed, quoted } from "@ebm/core/naming";
import type { Matrix } from "../matrix.js";
import type { Table, TableColumn } from "./table.js";
import { textsOf } from "./texts-of.js";

/** The labels of each row, and which of them are known. */
export interface LabelSets {
  /** Labels: 1 if a row has the label, else 0. Shape [rows, labels]. */
  readonly y: Matrix;
  /** 1 where the label of a row is known, 0 where it is missing. Shape [rows, labels]. */
  readonly known: Matrix;
  readonly labelNames: readonly string[];
  /** The decisions, and labels that no row has, one plain sentence each. */
  readonly notes: readonly string[];
}

export interface LabelSetOptions {
  /**
   * Whether each column is one label, 0 or 1, or one column lists the labels of a row, as `2,5` or
   * `["calm","sad"]`. Default: "auto", by the values.
   */
  readonly form?: "auto" | "columns" | "list" | undefined;
  /** The separator of the labels in a list. Default: the first of `|`, `;` and `,` that occurs. */
  readonly separator?: string | undefined;
}

/**
 * Reads sets of labels from target columns. A missing value is an unknown label, not an absent one.
 *
 * @throws {EbmError} If a value is neither 0 nor 1, or there is no label.
 */
export function labelSets(targets: Table, options: LabelSetOptions = {}): LabelSets {
  const { form = "auto", separator } = options;
  const [first] = targets.columns;
  if (first === undefined) {
    throw new EbmError(`labelSets: ${targets.file} has no target column, expected at least one.`);
  }
  const isList =
    form === "auto" ? targets.columns.length === 1 && !isBinary(first) : form === "list";
  if (isList && targets.columns.length > 1) {
    throw new EbmError(
      `labelSets: \`form\` is "list" of ${targets.columns.length} columns, expected one column.`,
    );
  }
  const { labelNames, entry, notes } = isList
    ? listLabels(targets.file, first, separator)
    : columnLabels(targets);
  const shape = [targets.rows, labelNames.length] as const;
  if (shape[0] * shape[1] > MOST_VALUES) {
    throw new EbmError(
      `labelSets: ${targets.file} has ${shape[0]} rows of ${shape[1]} labels, expected at most ${MOST_VALUES} values in all.`,
    );
  }
  const y = new Float32Array(shape[0] * shape[1]);
  const known = new Float32Array(y.length);
  for (let i = 0; i < y.length; i++) {
    const value = entry(Math.floor(i / shape[1]), i % shape[1]);
    if (value === undefined) continue;
    y[i] = value;
    known[i] = 1;
  }
  const sets = { y: { data: y, shape }, known: { data: known, shape }, labelNames };
  return { ...sets, notes: [...notes, ...countNotes(sets)] };
}

interface LabelSource {
  readonly labelNames: readonly string[];
  readonly notes: readonly string[];
  entry(row: number, label: number): number | undefined;
}

function columnLabels({ file, columns }: Table): LabelSource {
  const columnBits = columns.map((column) => {
    const bits = bitsOf(column);
    const row = bits.indexOf(null);
    if (row < 0) return bits;
    throw new EbmError(
      `labelSets: ${file}: row ${row + 1}, label ${quoted(column.name)} has ${quoted(`${textsOf(column)[row]}`)}, expected 0 or 1.`,
    );
  });
  return {
    labelNames: columns.map(({ name }) => name),
    notes: [],
    entry: (row, label) => columnBits[label]![row] ?? undefined,
  };
}

function listLabels(file: string, column: TableColumn, given: string | undefined): LabelSource {
  const texts = textsOf(column);
  const separator =
    given ?? ["|", ";", ","].find((mark) => texts.some((text) => text?.includes(mark)));
  const lists = texts.map((text) => (text === undefined ? undefined : parseList(text, separator)));
  const labelNames = [...new Set(lists.flatMap((list) => list ?? []))].sort(byNumber);
  if (labelNames.length === 0) {
    throw new EbmError(`labelSets: ${file}: ${quoted(column.name)} has no labels, expected some.`);
  }
  const sets = lists.map((list) => (list === undefined ? undefined : new Set(list)));
  const parted = separator === undefined ? "" : `, parted by ${quoted(separator)}`;
  return {
    labelNames,
    notes: [
      `${quoted(column.name)} was read as lists of ${labelNames.length} labels, ${listed([labelNames[0]!, labelNames.at(-1)!]).replace(", ", " to ")}${parted}.`,
    ],
    entry: (row, label) => {
      const set = sets[row];
      return set === undefined ? undefined : Number(set.has(labelNames[label]!));
    },
  };
}

function parseList(text: string, separator: string | undefined): string[] {
  if (text.startsWith("[")) {
    try {
      return (JSON.parse(text) as readonly unknown[]).map((label) => `${label}`);
    } catch {
      // a label may begin with a bracket
    }
  }
  const labels = separator === undefined ? [text] : text.split(separator);
  return labels.map((label) => label.trim()).filter((label) => label !== "");
}

/** As many fill 1 GB. */
const MOST_VALUES = 2 ** 28;

function isBinary(column: TableColumn): boolean {
  return !bitsOf(column).includes(null);
}

/** 0 or 1 for each row, undefined where it is missing, and null for another value. */
function bitsOf(column: TableColumn): (number | undefined | null)[] {
  return textsOf(column).map((text) =>
    text === undefined ? undefined : (BITS.get(text.toLowerCase()) ?? null),
  );
}

const BITS: ReadonlyMap<string, number> = new Map([
  ...["0", "false", "no"].map((text) => [text, 0] as const),
  ...["1", "true", "yes"].map((text) => [text, 1] as const),
]);

function byNumber(a: string, b: string): number {
  return /^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : a < b ? -1 : 1;
}

function countNotes({ y, known, labelNames }: Omit<LabelSets, "notes">): string[] {
  const [rows, labels] = y.shape;
  const counts = new Int32Array(labels);
  const unknown = new Int32Array(labels);
  for (let i = 0; i < rows * labels; i++) {
    counts[i % labels]! += y.data[i]!;
    unknown[i % labels]! += 1 - known.data[i]!;
  }
  const where = (holds: (label: number) => boolean): string[] =>
    labelNames.filter((_, label) => holds(label));
  const [never, always] = [where((i) => counts[i] === 0), where((i) => counts[i] === rows)];
  const open = where((i) => unknown[i]! > 0);
  const notes: string[] = [];
  if (never.length > 0) notes.push(`No row has these labels: ${listed(never)}.`);
  if (always.length > 0) notes.push(`Every row has these labels: ${listed(always)}.`);
  if (open.length > 0) notes.push(`These labels are unknown in some rows: ${listed(open)}.`);
  return notes;
}
