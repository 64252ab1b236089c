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

/** The columns of a table as bits. */
export interface BitColumns {
  /** Zeros and ones, and NaN where a value is missing. Shape [rows, columns]. */
  readonly bits: Matrix;
  /** What each bit stands for. */
  readonly columns: readonly (FittedBoolean | FittedCategory)[];
}

/**
 * Reads columns of 0 and 1, true and false, or two categories, the second of which is 1.
 *
 * @throws {EbmError} If a column has other values.
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
  /** The bit of a row; NaN if it is missing. */
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
        `${file}: row ${row + 1}, column ${quoted(name)} has ${values[row]}, expected 0 or 1: leave the column out with --drop, or read two values as categories with --types ${name}=category.`,
      );
    }
    case "category": {
      const categories = categoriesOf(file, column);
      const codes = new Map(categories.map((category, code) => [category, code]));
      // the only value of a column is 1, as for a preprocessor
      const first = categories.length === 1 ? 1 : 0;
      return {
        ...shared,
        kind,
        categories,
        unknown: "error",
        bitOf(row) {
          const code = values[row]!;
          return code < 0 ? Number.NaN : first + codes.get(column.categories[code]!)!;
        },
      };
    }
    default:
      throw new EbmError(
        `${file}: column ${quoted(name)} is ${kind === "text" ? "text" : "a date-time"}, expected bits: leave it out with --drop.`,
      );
  }
}

/** The categories that the file declares if they are two, otherwise those that occur, sorted. */
function categoriesOf(file: string, { name, categories, values }: CategoryColumn): string[] {
  if (categories.length <= 2) return [...categories].sort();
  const used = new Set(values);
  const found = categories.filter((_, code) => used.has(code)).sort();
  if (found.length <= 2) return found;
  throw new EbmError(
    `${file}: column ${quoted(name)} has ${found.length} categories, ${listed(found, 3)}, expected 2: leave it out with --drop, or make a column of 0 and 1 of each category.`,
  );
}
