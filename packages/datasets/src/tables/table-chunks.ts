import { EbmError } from "@ebm/core/errors";
import { type ColumnBuilder, columnBuilder } from "./column-builder.js";
import { objectRecords } from "./json-records.js";
import { openRecords, type TableFormat } from "./open-records.js";
import type { Records } from "./records.js";
import type { Table } from "./table.js";
import { fileError, type Place } from "./table-error.js";
import { checkTableMemory, TABLE_MEMORY } from "./table-memory.js";
import { type ColumnTypes, inferSchema, presentCell, typesOf } from "./table-schema.js";
import { type TableSource, withByteSource } from "./table-source.js";

export interface ReadTableOptions {
  /** The format. Default: by the extension of the name, or by the first bytes. */
  readonly format?: TableFormat | undefined;
  /** Kinds of columns by name, where the inferred ones are not right. Default: none. */
  readonly types?: ColumnTypes | undefined;
  /** The only columns to read. Default: all. */
  readonly columns?: readonly string[] | undefined;
  /**
   * Texts that stand for a missing value, beside what the format itself says and the empty text of
   * CSV. Default: `?`, `NA`, `nan`, `null` and the like in CSV, and none in other formats.
   */
  readonly missing?: readonly string[] | undefined;
  /** Whether the first line of a CSV has the names of the columns. Default: "auto". */
  readonly header?: "auto" | "yes" | "no" | undefined;
  /** Whether to leave out the index column that pandas writes without a name. Default: "auto". */
  readonly index?: "auto" | "keep" | undefined;
  /** The character between two values of a CSV. Default: it is found. */
  readonly delimiter?: string | undefined;
  /** The decimal mark of numbers in a CSV. Default: ".". */
  readonly decimal?: "." | "," | undefined;
  /**
   * The most bytes that the values of a table may take. A file that holds more is refused, whatever
   * its own size. Default: 1 GB.
   */
  readonly memory?: number | undefined;
  /**
   * The groups of rows of a Parquet file to read, from the first to before the last. Default: all.
   */
  readonly groups?: readonly [from: number, to: number] | undefined;
  /** The name of the file in errors, and for its extension. Default: the path. */
  readonly file?: string | undefined;
}

/**
 * Reads a file of any size as tables of at most `rows` rows, one after another. The kinds of the
 * columns are the same in all of them: the file is read twice, or once if `types` names every
 * column. The categories of a later chunk may be more than those of an earlier one, at its end.
 *
 * @throws {EbmError} If the file cannot be read or is malformed. It names the line.
 */
export function tableChunks(
  source: TableSource | readonly object[],
  { rows, ...options }: ReadTableOptions & { readonly rows: number },
): AsyncGenerator<Table> {
  if (!(rows >= 1)) throw new EbmError(`tableChunks: \`rows\` is ${rows}, expected 1 or more.`);
  return readChunks("tableChunks", source, { ...options, rows });
}

/** The tables of a source, for `tableChunks` and `readTable`. */
export function readChunks(
  where: string,
  source: TableSource | readonly object[],
  options: ReadTableOptions & { readonly rows: number },
): AsyncGenerator<Table> {
  const { file, format, delimiter, decimal = ".", header = "auto", index = "auto" } = options;
  if (Array.isArray(source))
    return chunksOf(where, file ?? "the records", objectRecords(source), options);
  const missing = options.missing === undefined ? undefined : new Set(options.missing);
  return withByteSource(where, { source: source as TableSource, file }, async function* (bytes) {
    const names = [...(options.columns ?? []), ...typesOf(where, options.types).keys()];
    const limits = { memory: options.memory ?? TABLE_MEMORY, chunkRows: options.rows };
    const { groups } = options;
    const open = { format, delimiter, decimal, header, index, missing, names, groups, ...limits };
    const records = await openRecords(where, bytes, open);
    yield* chunksOf(where, bytes.name, records, options);
  });
}

async function* chunksOf(
  where: string,
  file: string,
  records: Records,
  { rows: most, memory = TABLE_MEMORY, ...options }: ReadTableOptions & { readonly rows: number },
): AsyncGenerator<Table> {
  const place: Place = { where, file, unit: records.unit };
  const missing = new Set(options.missing ?? records.missing);
  const types = typesOf(where, options.types);
  const schema = await inferSchema(place, records, {
    types,
    columns: options.columns,
    missing,
    memory,
    chunkRows: most,
  });
  const positions = schema.columns.map(({ position }) => position);
  const builders = schema.columns.map((column): ColumnBuilder => columnBuilder(place, column));
  let rows = 0;
  let characters = 0;
  let chunks = 0;
  const take = (): Table => {
    const columns = builders.map((builder) => builder.take());
    const table = { file, rows, columns, notes: schema.notes, labels: records.labels };
    rows = 0;
    characters = 0;
    chunks++;
    return table;
  };
  for await (const batch of records.rows()) {
    for (const { cells, place: at } of batch) {
      for (let i = 0; i < builders.length; i++) {
        const cell = presentCell(cells[positions[i]!], missing);
        builders[i]!.add(cell, at);
        if (typeof cell === "string" && schema.columns[i]!.kind === "text") {
          characters += cell.length;
        }
      }
      if (++rows === most) yield take();
    }
    checkTableMemory(place, { rows, columns: builders.length, characters }, memory);
  }
  if (rows > 0) yield take();
  if (chunks === 0) throw fileError(place, "it has no rows, expected at least one.");
}
