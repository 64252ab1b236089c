import { EbmError } from "@ebm/core/errors";
import { listed, nearest, quoted } from "@ebm/core/naming";
import type { Cell, RecordColumn, Records } from "./records.js";
import type { ColumnKind } from "./table.js";
import { fileError, type Place } from "./table-error.js";
import { checkTableMemory, type TableLimits } from "./table-memory.js";
import { type ColumnTally, kindOf, newTally, tallyCell } from "./tally-column.js";

/** The kinds of columns by their names. A Map is safe for every name. */
export type ColumnTypes = ReadonlyMap<string, ColumnKind> | Readonly<Record<string, ColumnKind>>;

/** A column to fill, and its position in the cells of a row. */
export interface SchemaColumn extends RecordColumn {
  readonly kind: ColumnKind;
  readonly position: number;
}

/** The columns of a table. */
export interface TableSchema {
  readonly columns: readonly SchemaColumn[];
  readonly notes: readonly string[];
}

export interface SchemaOptions extends TableLimits {
  readonly types: ReadonlyMap<string, ColumnKind>;
  /** The only columns to keep; undefined for all. */
  readonly columns: readonly string[] | undefined;
  readonly missing: ReadonlySet<string>;
}

/** Returns the cell, or undefined if it is a missing value. */
export function presentCell(cell: Cell, missing: ReadonlySet<string>): Cell {
  return typeof cell === "string" && missing.has(cell) ? undefined : cell;
}

/**
 * Finds the kind of each column, by the types that are given, by those that the format declares,
 * or by reading the whole file once. No reading is needed if all kinds are known.
 */
export async function inferSchema(
  place: Place,
  records: Records,
  options: SchemaOptions,
): Promise<TableSchema> {
  const { types } = options;
  const isKept = keeper(options.columns);
  const kept = records.columns.filter((column) => column.skip === undefined && isKept(column));
  const isKnown = ({ name, kind }: RecordColumn): boolean =>
    (types.get(name) ?? kind) !== undefined;
  const isComplete = records.open !== true && kept.every(isKnown);
  const tallies = isComplete ? undefined : await tallyColumns(place, records, options);

  const columns: SchemaColumn[] = [];
  const notes = [...records.notes];
  const shared = new Map<string, string[]>();
  for (const [position, column] of records.columns.entries()) {
    if (!isKept(column)) continue;
    const tally = tallies?.[position] ?? newTally();
    if (column.skip !== undefined) {
      notes.push(`${quoted(column.name)} was left out: ${column.skip}.`);
    } else if (tallies === undefined) {
      columns.push({ ...column, kind: types.get(column.name) ?? column.kind!, position });
    } else if (column.nameless && tally.values === 0) {
      notes.push(`Column ${position + 1} has no name and no values, and was left out.`);
    } else {
      const told = kindOf(column, tally, { unit: records.unit, given: types.get(column.name) });
      columns.push({ ...column, kind: told.kind, position });
      notes.push(...told.notes);
      for (const group of told.shared) {
        const names = shared.get(group) ?? [];
        shared.set(group, names);
        names.push(column.name);
      }
    }
  }
  for (const [group, names] of shared) notes.push(`${group}: ${listed(names, 20)}.`);
  checkNames(place, records, options);
  return { columns, notes };
}

async function tallyColumns(
  place: Place,
  records: Records,
  { missing, memory, chunkRows, columns }: SchemaOptions,
): Promise<readonly ColumnTally[]> {
  const tallies: ColumnTally[] = [];
  let rows = 0;
  for await (const batch of records.rows()) {
    rows += batch.length;
    const width = columns?.length ?? tallies.length;
    checkTableMemory(place, { rows: Math.min(rows, chunkRows), columns: width }, memory);
    for (const { cells, place: at } of batch) {
      for (let i = 0; i < cells.length; i++) {
        tallies[i] ??= newTally();
        const cell = presentCell(cells[i], missing);
        if (cell === undefined) continue;
        tallyCell(tallies[i]!, cell, { strings: records.strings, place: at });
      }
    }
  }
  if (rows > 0) return tallies;
  throw fileError(place, "it has no rows, expected at least one.");
}

/** The types as a map, checked. */
export function typesOf(where: string, types: ColumnTypes | undefined): Map<string, ColumnKind> {
  const entries = types instanceof Map ? types : Object.entries(types ?? {});
  const map = new Map<string, ColumnKind>(entries);
  for (const [name, kind] of map) {
    if (KINDS.includes(kind)) continue;
    throw new EbmError(
      `${where}: \`types\` has ${quoted(`${kind}`)} for ${quoted(name)}, expected ${KINDS.join(", ")}.`,
    );
  }
  return map;
}

const KINDS: readonly ColumnKind[] = ["number", "category", "boolean", "datetime", "text"];

function keeper(names: readonly string[] | undefined): (column: RecordColumn) => boolean {
  if (names === undefined) return () => true;
  const set = new Set(names);
  return ({ name }) => set.has(name);
}

function checkNames(place: Place, records: Records, { types, columns }: SchemaOptions): void {
  const names = records.columns.map(({ name }) => name);
  const known = new Set(names);
  for (const [option, wanted] of [
    ["types", types.keys()],
    ["columns", columns ?? []],
  ] as const) {
    // types may name columns that this file lacks, as those of a training file do
    if (option === "types" && columns !== undefined) continue;
    for (const name of wanted) {
      if (known.has(name)) continue;
      throw fileError(
        place,
        `\`${option}\` names ${quoted(name)}, expected a column. ${nearest(name, names)}`,
      );
    }
  }
}
