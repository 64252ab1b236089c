import { EbmError } from "@ebm/core/errors";
import { quoted } from "@ebm/core/naming";
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type DecodedArray,
  type FileMetaData,
  type ParquetScan,
  parquetMetadataAsync,
  parquetScan,
  type SchemaElement,
} from "hyparquet";
import { cellOf } from "./json-records.js";
import { parquetCodecs } from "./parquet-codecs.js";
import type { RecordColumn, RecordRow, Records } from "./records.js";
import type { ColumnKind } from "./table.js";
import { fileError } from "./table-error.js";
import type { ByteSource } from "./table-source.js";

/** Opens a Parquet file, which is read some thousand rows at a time. */
export async function parquetRecords(where: string, source: ByteSource): Promise<Records> {
  const place = { where, file: source.name };
  const file = await bufferOf(source);
  const metadata = await attempt(() => parquetMetadataAsync(file));
  const columns = await attempt(async () => columnsOf(metadata));
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name))
      throw fileError(place, `it names ${quoted(name)} twice, expected names that differ.`);
    seen.add(name);
  }
  return { unit: "row", strings: "keep", missing: [], columns, notes: [], rows };

  async function* rows(): AsyncGenerator<readonly RecordRow[]> {
    const open = (): Promise<ParquetScan> =>
      parquetScan({ file, metadata, compressors: parquetCodecs, useOffsetIndex: false });
    const { ranges } = await attempt(open);
    for (const range of ranges) {
      // a scan keeps what it read last, so each group has its own
      const scan = await attempt(open);
      const values: DecodedArray[] = [];
      // one after another: hyparquet lets the errors of others go unhandled
      for (const { name, skip } of columns) {
        const read = async (): Promise<DecodedArray> => scan.readColumn({ ...range, column: name });
        const column = skip === undefined ? await attempt(read) : undefined;
        values.push(column ?? []);
        const rows = range.rowEnd - range.rowStart;
        if (column === undefined || column.length === rows) continue;
        throw fileError(
          place,
          `column ${quoted(name)} has ${column.length} values in a group of ${rows} rows.`,
        );
      }
      for (let start = range.rowStart; start < range.rowEnd; start += BATCH) {
        const size = Math.min(BATCH, range.rowEnd - start);
        const offset = start - range.rowStart;
        yield Array.from({ length: size }, (_, i) => ({
          place: start + i + 1,
          cells: values.map((column) => cellOf(column[offset + i])),
        }));
      }
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
