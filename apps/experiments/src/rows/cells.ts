import type { TableColumn } from "@ebm/datasets";

/** The values of some rows by the names of their columns. */
export interface Cells {
  readonly rows: number;
  readonly names: ReadonlySet<string>;
  /** Returns the value of a column in a row. Undefined if it is missing. */
  value(name: string, row: number): unknown;
}

/** Returns the cells of a table. */
export function tableCells(table: {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
}): Cells {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  return {
    rows: table.rows,
    names: new Set(columns.keys()),
    value(name, row) {
      const column = columns.get(name)!;
      const value = column.values[row];
      if (column.kind === "category") return column.categories[value as number];
      if (column.kind === "boolean") return value === -1 ? undefined : value;
      return Number.isNaN(value) ? undefined : value;
    },
  };
}

/** Returns the cells of records, such as those of a request. */
export function recordCells(records: readonly Readonly<Record<string, unknown>>[]): Cells {
  return {
    rows: records.length,
    names: new Set(records.flatMap((record) => Object.keys(record))),
    value: (name, row) => {
      const record = records[row]!;
      return Object.hasOwn(record, name) ? (record[name] ?? undefined) : undefined;
    },
  };
}
