import { EbmError } from "@ebm/core/errors";
import { listed, quoted } from "@ebm/core/naming";
import { repeatedName } from "./repeated-name.js";

/**
 * Rows with named values: records, such as `[{ age: 41, region: "north" }]`, or the typed columns of
 * a table of @ebm/datasets. A missing value is null, undefined, NaN or an empty text.
 */
export type TableLike = readonly Readonly<Record<string, unknown>>[] | ColumnTable;

export interface ColumnTable {
  /** Number of rows. */
  readonly rows: number;
  readonly columns: readonly ColumnLike[];
}

export interface ColumnLike {
  readonly name: string;
  /** The kind of the values: positions in `categories` for "category", 1 or 0 for "boolean". */
  readonly kind: "number" | "category" | "boolean" | "datetime" | "text";
  /** The values. NaN or −1 means a missing number or position. */
  readonly values: ArrayLike<unknown>;
  readonly categories?: readonly string[];
}

/** The values of some rows by the names of their columns. */
export interface Cells {
  readonly rows: number;
  readonly names: ReadonlySet<string>;
  /** Returns the value of a column in each row. */
  column(name: string): (row: number) => unknown;
}

/**
 * Returns the values of records or columns by name.
 *
 * @throws {EbmError} If there are no rows, two columns share a name, or a record is not an object.
 */
export function cellsOf(where: string, table: TableLike): Cells {
  const cells = "columns" in table ? columnCells(where, table) : recordCells(where, table);
  if (cells.rows > 0) return cells;
  throw new EbmError(`${where}: the table has no rows, expected at least one.`);
}

function columnCells(where: string, { rows, columns }: ColumnTable): Cells {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const twice = repeatedName(columns);
  if (twice !== undefined) {
    throw new EbmError(`${where}: the table has ${quoted(twice)} twice, expected each name once.`);
  }
  return { rows, names: new Set(byName.keys()), column: (name) => valuesOf(byName.get(name)!) };
}

function valuesOf({ kind, values, categories = [] }: ColumnLike): (row: number) => unknown {
  switch (kind) {
    case "number":
    case "text":
      return (row) => values[row];
    case "category":
      return (row) => categories[values[row] as number];
    case "boolean":
      return (row) => (values[row] === 1 ? true : values[row] === 0 ? false : undefined);
    case "datetime":
      return (row) => (Number.isNaN(values[row]) ? undefined : new Date(values[row] as number));
  }
}

function recordCells(where: string, records: Exclude<TableLike, ColumnTable>): Cells {
  const names = new Set<string>();
  for (const [row, record] of records.entries()) {
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      throw new EbmError(`${where}: row ${row + 1} is not an object, expected values by name.`);
    }
    for (const name of Object.keys(record)) names.add(name);
  }
  const column = (name: string) => (row: number) => {
    const record = records[row]!;
    if (Object.hasOwn(record, name)) return record[name];
    throw new EbmError(
      `${where}: row ${row + 1} has ${listed(Object.keys(record)) || "nothing"}, expected ${quoted(name)} too, or null if it is missing.`,
    );
  };
  return { rows: records.length, names, column };
}
