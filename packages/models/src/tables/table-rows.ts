import { EbmError } from "@ebm/core/errors";
import { nearest, quoted } from "@ebm/core/naming";
import { readTable, type Table } from "@ebm/datasets";
import type { Schema } from "@ebm/onnx-export";

/** Rows with named values: a table, or records such as `[{ age: 41, region: "north" }]`. */
export type TableRows = Table | readonly Readonly<Record<string, unknown>>[];

/** Makes rows a table. Columns of a known schema keep their kinds. */
export async function tableOf(rows: TableRows, schema?: Schema): Promise<Table> {
  if ("columns" in rows) return rows;
  const columns = Object.values(schema?.inputs ?? {}).flatMap((input) => input.columns);
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const known = columns.filter(({ name }) => names.has(name));
  return readTable(rows, { types: new Map(known.map(({ name, kind }) => [name, kind])) });
}

/**
 * Returns the columns of a table that have these names, in their order.
 *
 * @throws {EbmError} If a name does not exist.
 */
export function columnsOf(where: string, table: Table, names: readonly string[]): Table {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const columns = names.map((name) => {
    const column = byName.get(name);
    if (column !== undefined) return column;
    throw new EbmError(
      `${where}: ${table.file} has no column ${quoted(name)}, expected it. ${nearest(name, [...byName.keys()])}`,
    );
  });
  return { ...table, columns };
}
