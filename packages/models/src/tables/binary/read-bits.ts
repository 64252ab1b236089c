import { EbmError } from "@ebm/core/errors";
import { listed, quoted } from "@ebm/core/naming";
import type {
  CategoryColumn,
  FittedBoolean,
  FittedCategory,
  Matrix,
  Table,
  TableColumn,
} from "@ebm/datasets";

/** The columns of a table as bits and categories. */
export interface TableBits {
  /** The number of each value, from 0; NaN where one is missing. Shape [rows, columns]. */
  readonly bits: Matrix;
  /** The meaning of the values of each column. */
  readonly columns: readonly (FittedBoolean | FittedCategory)[];
}

/** The largest number of values of a column: one with more is likely to be a text or an id. */
const MOST_CATEGORIES = 100;

/**
 * Reads columns of 0 and 1, true and false, or categories, which are numbered by name.
 *
 * @throws {EbmError} If a column has other values, or too many categories.
 */
export function readBits({ file, rows, columns }: Table): TableBits {
  const width = columns.length;
  const data = new Float32Array(rows * width);
  const fitted = columns.map((column, j) => {
    const { bitOf, ...own } = readerOf(file, column);
    for (let row = 0; row < rows; row++) data[row * width + j] = bitOf(row);
    return own;
  });
  return { bits: { data, shape: [rows, width] }, columns: fitted };
}

type Reader = TableBits["columns"][number] & {
  /** The number of the value of a row; NaN if it is missing. */
  bitOf(row: number): number;
};

function readerOf(file: string, column: TableColumn): Reader {
  const { name, kind, values } = column;
  const shared = { name, hasMissing: false };
  switch (kind) {
    case "boolean":
      return {
        ...shared,
        kind,
        bitOf: (row) => (values[row]! < 0 ? Number.NaN : (values[row] as number)),
      };
    case "number": {
      const row = values.findIndex((value) => !(value === 0 || value === 1 || Number.isNaN(value)));
      if (row < 0) return { ...shared, kind: "boolean", bitOf: (each) => values[each]! };
      throw new EbmError(
        `${file}: row ${row + 1}, column ${quoted(name)} has ${values[row]}, expected 0 or 1: leave the column out with \`drop\`, or read its values as categories with \`types\`.`,
      );
    }
    case "category": {
      const categories = categoriesOf(file, column);
      const codes = new Map(categories.map((category, code) => [category, code]));
      return {
        ...shared,
        kind,
        categories,
        unknown: "error",
        bitOf(row) {
          const code = values[row]!;
          return code < 0 ? Number.NaN : codes.get(column.categories[code]!)!;
        },
      };
    }
    default:
      throw new EbmError(
        `${file}: column ${quoted(name)} is ${kind === "text" ? "text" : "a date-time"}, expected bits or categories: leave it out with \`drop\`.`,
      );
  }
}

/** The categories that the file declares if they are two, otherwise those that occur, sorted. */
function categoriesOf(file: string, { name, categories, values }: CategoryColumn): string[] {
  if (categories.length <= 2) return [...categories].sort();
  const used = new Set(values);
  const found = categories.filter((_, code) => used.has(code)).sort();
  if (found.length <= MOST_CATEGORIES) return found;
  throw new EbmError(
    `${file}: column ${quoted(name)} has ${found.length} categories, ${listed(found, 3)}, expected ${MOST_CATEGORIES} or fewer: leave it out with \`drop\`.`,
  );
}

/** The number of values of each column. */
export function bitLevels(columns: TableBits["columns"]): number[] {
  return columns.map((column) => (column.kind === "boolean" ? 2 : column.categories.length));
}

/**
 * Reads the same columns of other rows: the number of each value, NaN where one is missing. A column
 * that is not there is missing in all rows. Shape [rows, columns].
 *
 * @throws {EbmError} If a value was not in the training rows.
 */
export function encodeBits(
  columns: TableBits["columns"],
  { file, rows, columns: given }: Table,
): Matrix {
  const width = columns.length;
  const byName = new Map(given.map((column) => [column.name, column]));
  const data = new Float32Array(rows * width).fill(Number.NaN);
  for (const [j, { name, kind, ...own }] of columns.entries()) {
    const column = byName.get(name);
    if (column === undefined) continue;
    const categories = kind === "boolean" ? undefined : (own as FittedCategory).categories;
    const expected = categories ? listed(categories) : "0 or 1";
    for (const [row, text] of textsOf(column).entries()) {
      if (text === undefined) continue;
      const code = categories ? categories.indexOf(text) : (BITS.get(text) ?? -1);
      if (code >= 0) data[row * width + j] = code;
      else {
        throw new EbmError(
          `${file}: row ${row + 1}, column ${quoted(name)} has ${quoted(text)}, expected ${expected}.`,
        );
      }
    }
  }
  return { data, shape: [rows, width] };
}

const BITS: ReadonlyMap<string, number> = new Map([
  ["0", 0],
  ["1", 1],
  ["false", 0],
  ["true", 1],
]);

function textsOf(column: TableColumn): readonly (string | undefined)[] {
  switch (column.kind) {
    case "text":
      return column.values;
    case "category":
      return Array.from(column.values, (code) => column.categories[code]);
    case "boolean":
      return Array.from(column.values, (bit) => (bit < 0 ? undefined : `${bit}`));
    default:
      return Array.from(column.values, (value) => (Number.isNaN(value) ? undefined : `${value}`));
  }
}
