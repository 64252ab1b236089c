import { EbmError } from "@ebm/core/errors";
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type ColumnData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  type SchemaElement,
} from "hyparquet";
import { cellOf } from "./json-records.js";
import { parquetCodecs } from "./parquet-codecs.js";
import type { Cell, RecordColumn, RecordRow, Records } from "./records.js";
import type { ColumnKind } from "./table.js";
import { fileError, quoted } from "./table-error.js";
import type { ByteSource } from "./table-source.js";

/** Opens a Parquet file, which is read some thousand rows at a time. */
export async function parquetRecords(where: string, source: ByteSource): Promise<Records> {
  const place = { where, file: source.name };
  const file = await bufferOf(source);
  const metadata = await attempt(() => parquetMetadataAsync(file));
  const columns = columnsOf(metadata);
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name))
      throw fileError(place, `it names ${quoted(name)} twice, expected names that differ.`);
    seen.add(name);
  }
  return { unit: "row", strings: "keep", missing: [], columns, notes: [], rows };

  async function* rows(): AsyncGenerator<readonly RecordRow[]> {
    let first = 0;
    for (const group of metadata.row_groups) {
      const last = first + Number(group.num_rows);
      const parts = await attempt(() => columnParts({ file, metadata, first, last }));
      const readers = columns.map(({ name }) => cellReader(parts.get(name) ?? []));
      for (let start = first; start < last; start += BATCH) {
        const size = Math.min(BATCH, last - start);
        yield Array.from({ length: size }, (_, i) => ({
          place: start + i + 1,
          cells: readers.map((read) => read(start + i)),
        }));
      }
      first = last;
    }
  }

  async function attempt<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (cause) {
      if (cause instanceof EbmError) throw cause;
      const reason = (cause as Error).message.replace(/\.$/, "");
      throw fileError(place, `it cannot be read as Parquet (${reason}).`, cause);
    }
  }
}

const BATCH = 4096;

/** The decoded values of each column of some rows, as runs. */
async function columnParts({
  file,
  metadata,
  first,
  last,
}: {
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly first: number;
  readonly last: number;
}): Promise<Map<string, ColumnData[]>> {
  const parts = new Map<string, ColumnData[]>();
  await parquetRead({
    file,
    metadata,
    compressors: parquetCodecs,
    rowStart: first,
    rowEnd: last,
    onChunk(chunk) {
      const list = parts.get(chunk.columnName) ?? [];
      list.push(chunk);
      parts.set(chunk.columnName, list);
    },
  });
  return parts;
}

/** Reads the cell of a row, for rows in rising order. */
function cellReader(parts: readonly ColumnData[]): (row: number) => Cell {
  let part = 0;
  return (row) => {
    while (part < parts.length && row >= parts[part]!.rowEnd) part++;
    const run = parts[part];
    return run === undefined ? undefined : cellOf(run.columnData[row - run.rowStart]);
  };
}

async function bufferOf(source: ByteSource): Promise<AsyncBuffer> {
  if (source.path !== undefined) return asyncBufferFromFile(source.path);
  const bytes = await source.bytes();
  return {
    byteLength: bytes.length,
    // a Buffer may share its memory with others
    slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}

function columnsOf({ schema }: FileMetaData): RecordColumn[] {
  const columns: RecordColumn[] = [];
  let at = 1;
  while (at < schema.length) {
    const element = schema[at]!;
    columns.push({
      name: element.name,
      kind: kindOf(element),
      // pandas writes its index so, and names it in no other way
      skip: /^__index_level_\d+__$/.test(element.name)
        ? "it is the index that pandas writes"
        : undefined,
    });
    at = after(schema, at);
  }
  return columns;
}

/** The position of the next element that is not a part of this one. */
function after(schema: readonly SchemaElement[], at: number): number {
  let next = at + 1;
  for (let child = 0; child < (schema[at]!.num_children ?? 0); child++) next = after(schema, next);
  return next;
}

function kindOf({
  type,
  converted_type,
  logical_type,
  num_children,
  repetition_type,
}: SchemaElement): ColumnKind | undefined {
  if ((num_children ?? 0) > 0 || repetition_type === "REPEATED") return undefined;
  const meaning = logical_type?.type ?? converted_type ?? "";
  if (type === "BOOLEAN") return "boolean";
  if (/^(DATE|TIMESTAMP)/.test(meaning) || type === "INT96") return "datetime";
  if (/^TIME/.test(meaning)) return undefined;
  if (meaning === "DECIMAL" || meaning === "FLOAT16") return "number";
  // whole numbers may be identifiers too long for float64, so they are looked at
  return type === "DOUBLE" || type === "FLOAT" || type === "INT32" ? "number" : undefined;
}
