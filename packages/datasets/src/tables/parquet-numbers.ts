import type { DecodedArray, ParquetRowRange, SchemaElement } from "hyparquet";
import { askParquet } from "./parquet-thread.js";

export interface ParquetNumbersInputs {
  readonly path: string;
  /** The names of the columns. */
  readonly columns: readonly string[];
  /** The groups of rows, from the first to before the last. */
  readonly groups: readonly [from: number, to: number];
}

/** The numbers of some rows, column by column. */
export interface NumberRows {
  readonly rows: number;
  readonly columns: readonly ArrayLike<number>[];
}

/** The time that a group of rows may take, in ms, and the bytes that memory may grow by. */
const LIMITS = { time: 60_000, memory: 2 ** 30 };

/** Files that are read here have numbers of their own, unlike those of tables. */
let files = -1;

/**
 * Reads columns of numbers of a Parquet file, without a table: many times as fast. Yields groups of
 * rows, and undefined for a group that has something else in one of the columns, such as a missing
 * value.
 *
 * @throws {Error} If the file cannot be read.
 */
export async function* parquetNumbers({
  path,
  columns,
  groups,
}: ParquetNumbersInputs): AsyncGenerator<NumberRows | undefined> {
  const file = { file: files--, path };
  const { schema, ranges } = (await askParquet(file, LIMITS)) as {
    readonly schema: readonly SchemaElement[];
    readonly ranges: readonly ParquetRowRange[];
  };
  const isPlain = columns.every((column) => {
    const found = schema.filter(({ name }) => name === column);
    return found.length === 1 && PLAIN.has(found[0]!.type ?? "") && !found[0]!.converted_type;
  });
  for (const { rowStart, rowEnd } of ranges.slice(...groups)) {
    const read: DecodedArray[] = [];
    for (const column of isPlain ? columns : []) {
      const question = { ...file, read: { column, rowStart, rowEnd } };
      read.push((await askParquet(question, LIMITS)) as DecodedArray);
    }
    const rows = rowEnd - rowStart;
    yield isPlain && read.every((values) => isNumbers(values, rows))
      ? { rows, columns: read as ArrayLike<number>[] }
      : undefined;
  }
}

const PLAIN = new Set(["FLOAT", "DOUBLE", "INT32"]);

function isNumbers(values: DecodedArray, rows: number): boolean {
  if (values.length !== rows) return false;
  for (let i = 0; i < rows; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
