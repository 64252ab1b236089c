import { parquetWriteBuffer } from "hyparquet-writer";
import Papa from "papaparse";
import type { Table, TableColumn } from "../src/index.js";

/** A value as JSON has it; null where it is missing. */
function valueAt(column: TableColumn, row: number): string | number | boolean | null {
  const value = column.values[row];
  switch (column.kind) {
    case "number":
      return Number.isNaN(value) ? null : (value as number);
    case "datetime":
      return Number.isNaN(value) ? null : new Date(value as number).toISOString();
    case "boolean":
      return value === -1 ? null : value === 1;
    case "category":
      return value === -1 ? null : column.categories[value as number]!;
    case "text":
      return (value as string | undefined) ?? null;
  }
}

const rowsOf = ({ rows, columns }: Table): (string | number | boolean | null)[][] =>
  Array.from({ length: rows }, (_, row) => columns.map((column) => valueAt(column, row)));

export function writeCsv(table: Table, delimiter: "," | "\t" | ";"): string {
  const names = table.columns.map(({ name }) => name);
  return Papa.unparse([names, ...rowsOf(table)], { delimiter, quotes: true });
}

export function writeJsonLines(table: Table): string {
  const names = table.columns.map(({ name }) => JSON.stringify(name));
  const record = (row: readonly unknown[]): string =>
    `{${row.map((value, i) => `${names[i]}:${JSON.stringify(value)}`).join(",")}}`;
  return rowsOf(table).map(record).join("\n");
}

export function writeParquet(table: Table): Uint8Array {
  const types = {
    number: "DOUBLE",
    datetime: "TIMESTAMP",
    boolean: "BOOLEAN",
    category: "STRING",
    text: "STRING",
  } as const;
  const buffer = parquetWriteBuffer({
    columnData: table.columns.map((column) => ({
      name: column.name,
      type: types[column.kind],
      nullable: true,
      data: Array.from({ length: table.rows }, (_, row) => {
        const value = valueAt(column, row);
        return column.kind === "datetime" && value !== null ? new Date(value as string) : value;
      }),
    })),
  });
  return new Uint8Array(buffer);
}

/** ARFF, in which booleans are nominal values. */
export function writeArffTable(table: Table, sparse: boolean): string {
  const quote = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
  const typeOf = (column: TableColumn): string => {
    switch (column.kind) {
      case "number":
        return "numeric";
      case "datetime":
        return `date "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"`;
      case "boolean":
        return "{false,true}";
      case "category":
        return `{${column.categories.map(quote).join(",")}}`;
      case "text":
        return "string";
    }
  };
  const cell = (value: string | number | boolean | null): string =>
    value === null ? "?" : typeof value === "string" ? quote(value) : `${value}`;
  return [
    "@relation 'random tables'",
    ...table.columns.map((column) => `@attribute ${quote(column.name)} ${typeOf(column)}`),
    "@data",
    ...rowsOf(table).map((row) =>
      sparse
        ? `{${row.map((value, i) => `${i} ${cell(value)}`).join(", ")}}`
        : row.map(cell).join(","),
    ),
  ].join("\n");
}
