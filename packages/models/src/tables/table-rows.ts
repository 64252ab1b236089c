import { EbmError } from "@ebm/core/errors";
import { nearest, quoted } from "@ebm/core/naming";
import { type ColumnKind, readTable, type Table } from "@ebm/datasets";

/** Rows with named values: a table, or records such as `[{ age: 41, region: "north" }]`. */
export type TableRows = Table | readonly Readonly<Record<string, unknown>>[];

/** The name of a column, and what its values are. */
export type NamedColumn = Pick<Table["columns"][number], "name" | "kind">;

/**
 * Makes rows a table. Columns whose kinds are known keep them.
 *
 * @throws {EbmError} If they are neither a table nor records.
 */
export async function tableOf(
  where: string,
  rows: TableRows,
  kinds: ReadonlyMap<string, ColumnKind> = new Map(),
): Promise<Table> {
  if (!Array.isArray(rows)) {
    if (typeof rows === "object" && rows !== null && "columns" in rows) return rows;
    const given = typeof rows === "string" ? `"${rows}"` : String(rows);
    const hint = typeof rows === "string" ? `: use await readTable(${given})` : "";
    throw new EbmError(`${where}: \`rows\` is ${given}, expected a table or records${hint}.`);
  }
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return readTable(rows, { types: new Map([...kinds].filter(([name]) => names.has(name))) });
}

/** The kinds of columns by name. */
export function kindsOf(columns: readonly NamedColumn[]): ReadonlyMap<string, ColumnKind> {
  return new Map(columns.map(({ name, kind }) => [name, kind]));
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
