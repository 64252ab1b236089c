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
export interface BitColumns {
  /** The number of each value, from 0; NaN where one is missing. Shape [rows, columns]. */
  readonly bits: Matrix;
  /** What the values of each column stand for. */
  readonly columns: readonly (FittedBoolean | FittedCategory)[];
}

/** The largest number of values of a column: one with more is likely to be a text or an id. */
const MOST_CATEGORIES = 100;

/**
 * Reads columns of 0 and 1, true and false, or categories, which are numbered by name.
 *
 * @throws {EbmError} If a column has other values, or too many categories.
 */
export function bitColumns({ file, rows, columns }: Table): BitColumns {
  const width = columns.length;
  const data = new Float32Array(rows * width);
  const fitted = columns.map((column, j) => {
    const { bitOf, ...own } = readerOf(file, column);
    for (let row = 0; row < rows; row++) data[row * width + j] = bitOf(row);
    return own;
  });
  return { bits: { data, shape: [rows, width] }, columns: fitted };
}

type Reader = BitColumns["columns"][number] & {
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
        `${file}: row ${row + 1}, column ${quoted(name)} has ${values[row]}, expected 0 or 1: leave the column out with --drop, or read its values as categories with --types ${name}=category.`,
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
        `${file}: column ${quoted(name)} is ${kind === "text" ? "text" : "a date-time"}, expected bits or categories: leave it out with --drop.`,
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
    `${file}: column ${quoted(name)} has ${found.length} categories, ${listed(found, 3)}, expected ${MOST_CATEGORIES} or fewer: leave it out with --drop.`,
  );
}

/** The number of values of each column. */
export function levelsOf(columns: BitColumns["columns"]): number[] {
  return columns.map((column) => (column.kind === "boolean" ? 2 : column.categories.length));
}
