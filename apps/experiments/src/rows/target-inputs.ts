import { EbmError } from "@ebm/core/errors";
import { checkMembers, type LabelTarget, type Packed, type Schema } from "@ebm/onnx-export";
import type { Cells } from "./cells.js";
import { encodeRanking, parseRanking } from "./rankings.js";

/** The columns that contain y: one for each label, or one that lists or ranks the labels. */
export function targetColumns(
  { column, kind, labels }: LabelTarget,
  names: ReadonlySet<string>,
): readonly string[] {
  const listing = column ?? (kind === "ranking" ? "ranking" : undefined);
  const isEach = labels.every((label) => names.has(label));
  return listing !== undefined && (names.has(listing) || !isEach) ? [listing] : labels;
}

/**
 * Reads y by name. Label sets come from a column of 0 or 1 for each label, or from one that lists
 * the labels. Rankings come from a column such as `b>a>c`, or from a column of entries of y for
 * each label.
 *
 * @throws {EbmError} If a column is missing, or y is not a member of the structure, with its row.
 */
export function targetInputs(schema: Schema, cells: Cells): Packed {
  const { target } = schema;
  if (target === undefined || target.kind === "number") {
    throw new EbmError("the file does not say what y stands for, expected y as a tensor.");
  }
  const columns = targetColumns(target, cells.names);
  const lacking = columns.find((name) => !cells.names.has(name));
  if (lacking !== undefined) {
    throw new EbmError(`there is no column \`${lacking}\`, which the model takes as y.`);
  }
  const read = columns.length === target.labels.length ? readEach : readListed;
  const rows = Array.from({ length: cells.rows }, (_, row) =>
    read(target, { cells, row, column: columns[0]! }),
  );
  const width = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * width);
  for (const [row, y] of rows.entries()) data.set(y, row * width);
  const packed = { data, shape: [rows.length, width] };
  checkMembers(schema, packed);
  return packed;
}

interface Place {
  readonly cells: Cells;
  readonly row: number;
  readonly column: string;
}

function readEach({ kind, labels }: LabelTarget, { cells, row }: Place): number[] {
  return labels.map((label) => {
    const value = cells.value(label, row);
    const number = kind === "ranking" ? numberOf(value) : bitOf(value);
    if (number !== undefined) return number;
    const expected = kind === "ranking" ? "a number" : "0 or 1";
    throw wrong(row, label, value, expected);
  });
}

function readListed(
  { kind, labels, structure }: LabelTarget,
  { cells, row, column }: Place,
): ArrayLike<number> {
  const value = cells.value(column, row);
  if (value === undefined && kind === "ranking") {
    throw wrong(row, column, value, "a ranking");
  }
  if (kind === "ranking") {
    const ranks = parseRanking(`${value}`, labels);
    if (ranks !== undefined) return encodeRanking(ranks, structure);
    throw wrong(row, column, value, `each of ${labels.join(", ")} once, as ${labels.join(">")}`);
  }
  if (value === undefined) throw wrong(row, column, value, "labels");
  const listed = listOf(value, new Set(labels));
  if (listed === undefined) throw wrong(row, column, value, `some of ${labels.join(", ")}`);
  return labels.map((label) => (listed.includes(label) ? 1 : 0));
}

/** Parses the labels that a text lists. Returns undefined if some of them are unknown. */
function listOf(value: unknown, known: ReadonlySet<string>): readonly string[] | undefined {
  const text = `${value}`.trim();
  const lists = Array.isArray(value)
    ? [value.map(String)]
    : [
        jsonList(text),
        [text],
        ...["|", ";", ","].map((mark) => text.split(mark).map((label) => label.trim())),
      ];
  return lists
    .map((list) => list.filter((label) => label !== ""))
    .find((list, i) => list.every((label) => known.has(label)) && (i > 0 || list.length > 0));
}

function jsonList(text: string): readonly string[] {
  if (!text.startsWith("[")) return [];
  try {
    return (JSON.parse(text) as readonly unknown[]).map(String);
  } catch {
    return []; // a label may start with a bracket
  }
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function bitOf(value: unknown): number | undefined {
  return BITS.get(`${value}`.toLowerCase());
}

const BITS: ReadonlyMap<string, number> = new Map([
  ...["0", "false", "no"].map((text) => [text, 0] as const),
  ...["1", "true", "yes"].map((text) => [text, 1] as const),
]);

function wrong(row: number, column: string, value: unknown, expected: string): EbmError {
  const found = value === undefined ? "no value" : `\`${String(value).slice(0, 40)}\``;
  return new EbmError(`row ${row + 1}, column \`${column}\` has ${found}, expected ${expected}.`);
}
