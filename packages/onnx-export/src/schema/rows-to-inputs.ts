import { EbmError } from "@ebm/core/errors";
import { listed, nearest, quoted } from "@ebm/core/naming";
import type { Feeds } from "@ebm/trace";
import { bitOf, finiteOf, isMissing, textOf, timeOf } from "./cell-values.js";
import type { InputColumn, Schema } from "./schema.js";
import { type Cells, cellsOf, type TableLike } from "./table-like.js";

export interface InputRows {
  /** The inputs that the schema describes: float64 [rows, columns]. */
  readonly inputs: Feeds;
  /** Unused columns and values that training did not have, one plain sentence each. */
  readonly notes: readonly string[];
}

/**
 * Converts rows with named values to the inputs of a file, as its schema describes them. Columns are
 * found by name, in any order. Other columns are ignored.
 *
 * @throws {EbmError} If a column is missing, or a value is not of its kind.
 */
export function rowsToInputs({ inputs }: Schema, table: TableLike): InputRows {
  const cells = cellsOf(WHERE, table);
  const notes: string[] = [];
  const feeds = Object.entries(inputs).map(([name, { columns }]) => {
    const width = columns.length;
    const data = new Float64Array(cells.rows * width);
    for (const [i, column] of columns.entries()) {
      const { values, notes: told } = readColumn(column, cells);
      for (const [row, value] of values.entries()) data[row * width + i] = value;
      notes.push(...told);
    }
    return [name, { data, shape: [cells.rows, width] }] as const;
  });
  const used = new Set(Object.values(inputs).flatMap(({ columns }) => columns.map(nameOf)));
  const others = [...cells.names].filter((name) => !used.has(name));
  if (others.length > 0) notes.push(`Columns that are not used: ${listed(others)}.`);
  return { inputs: Object.fromEntries(feeds), notes };
}

const WHERE = "rowsToInputs";

const nameOf = ({ name }: InputColumn): string => name;

function readColumn(
  column: InputColumn,
  { rows, names, column: columnOf }: Cells,
): { readonly values: Float64Array; readonly notes: readonly string[] } {
  const { name, missing } = column;
  if (!names.has(name)) {
    throw new EbmError(
      `${WHERE}: the table has no column ${quoted(name)}, expected it. ${nearest(name, [...names])}`,
    );
  }
  const { read, expected, unknown } = reader(column);
  const cellOf = columnOf(name);
  let empty = 0;
  const values = Float64Array.from({ length: rows }, (_, row) => {
    const cell = cellOf(row);
    const value = read(cell) ?? (isMissing(cell) && missing !== "refused" ? Number.NaN : undefined);
    if (value === undefined) {
      const found = isMissing(cell) ? "no value" : quoted(`${cell}`);
      throw new EbmError(
        `${WHERE}: row ${row + 1}, column ${quoted(name)} has ${found}, expected ${expected}.`,
      );
    }
    if (Number.isNaN(value)) empty++;
    return value;
  });
  const notes: string[] = [];
  if (empty > 0 && missing === "imputed") {
    notes.push(
      `${quoted(name)} is missing in ${empty} of ${rows} rows, and never was in training.`,
    );
  }
  if (unknown.size > 0) {
    notes.push(`${quoted(name)} has values that training did not have: ${listed([...unknown])}.`);
  }
  return { values, notes };
}

interface Reader {
  /** Returns the number for a value, or undefined if it is not valid. */
  readonly read: (cell: unknown) => number | undefined;
  readonly expected: string;
  /** The categories so far that training did not have. */
  readonly unknown: ReadonlySet<string>;
}

function reader(column: InputColumn): Reader {
  switch (column.kind) {
    case "number":
      return { read: finiteOf, expected: "a finite number", unknown: NONE };
    case "datetime":
      return { read: timeOf, expected: "a date", unknown: NONE };
    case "boolean":
      return { read: bitOf, expected: "true or false", unknown: NONE };
    case "category": {
      const codes = new Map(column.categories.map((category, code) => [category, code]));
      const unknown = new Set<string>();
      const read = (cell: unknown): number | undefined => {
        const text = textOf(cell);
        const code = text === undefined ? undefined : codes.get(text);
        if (code !== undefined || text === undefined || isMissing(cell)) return code;
        if (column.unknown === "error") return undefined;
        unknown.add(text);
        return column.categories.length;
      };
      return { read, expected: `one of ${listed(column.categories)}`, unknown };
    }
  }
}

const NONE: ReadonlySet<string> = new Set();
