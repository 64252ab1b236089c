import { EbmError } from "@ebm/core/errors";
import { quoted } from "@ebm/core/naming";
import type { DecodedArray, ParquetRowRange, SchemaElement } from "hyparquet";
import { cellOf } from "./json-records.js";
import { askParquet, type ParquetLimits, type ParquetQuestion } from "./parquet-thread.js";
import type { RecordColumn, RecordRow, Records } from "./records.js";
import type { ColumnKind } from "./table.js";
import { fileError } from "./table-error.js";
import { checkTableMemory, type TableLimits } from "./table-memory.js";
import type { ByteSource } from "./table-source.js";

interface ParquetFile {
  readonly schema: readonly SchemaElement[];
  readonly ranges: readonly ParquetRowRange[];
  /** The bytes of the largest column of a group of rows, before compression. */
  readonly largest: number;
}

/** Opens a Parquet file, which is read by groups of rows. */
export async function parquetRecords(
  where: string,
  source: ByteSource,
  { memory, groups }: TableLimits & { readonly groups?: readonly [number, number] | undefined },
): Promise<Records> {
  const place = { where, file: source.name };
  const file = await questionOf(source);
  const {
    schema,
    ranges: all,
    largest,
  } = await attempt(
    async () => (await askParquet(file, { time: LEAST_TIME, memory })) as ParquetFile,
  );
  const ranges = groups ? all.slice(...groups) : all;
  const columns = await attempt(async () => columnsOf(schema));
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name))
      throw fileError(place, `it names ${quoted(name)} twice, expected names that differ.`);
    seen.add(name);
  }
  const sizes = ranges.map(({ rowStart, rowEnd }) => rowEnd - rowStart);
  const widest = sizes.reduce((most, size) => Math.max(most, size), 0);
  checkTableMemory(place, { rows: widest, columns: columns.length }, memory);
  const limits: ParquetLimits = {
    // a million values take less than a second, and so do five megabytes
    time: LEAST_TIME + Math.round(widest / 1000 + Math.min(largest, memory) / 5000),
    memory,
  };
  return { unit: "row", strings: "keep", missing: [], columns, notes: [], rows };

  async function* rows(): AsyncGenerator<readonly RecordRow[]> {
    for (const { rowStart, rowEnd } of ranges) {
      const values: DecodedArray[] = [];
      for (const { name, skip } of columns) {
        const read = { column: name, rowStart, rowEnd };
        const column =
          skip === undefined
            ? await attempt(
                async () => (await askParquet({ ...file, read }, limits)) as DecodedArray,
              )
            : undefined;
        values.push(column ?? []);
        const rows = rowEnd - rowStart;
        if (column === undefined || column.length === rows) continue;
        throw fileError(
          place,
          `column ${quoted(name)} has ${column.length} values in a group of ${rows} rows.`,
        );
      }
      for (let start = rowStart; start < rowEnd; start += BATCH) {
        const size = Math.min(BATCH, rowEnd - start);
        const offset = start - rowStart;
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
/** The time that a small file may take, in ms. */
const LEAST_TIME = 1500;

let files = 0;

async function questionOf(source: ByteSource): Promise<ParquetQuestion> {
  const file = files++;
  if (source.path !== undefined) return { file, path: source.path };
  const bytes = await source.bytes();
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return { file, bytes: shared };
}

function columnsOf(schema: readonly SchemaElement[]): RecordColumn[] {
  const columns: RecordColumn[] = [];
  let at = 1;
  while (at < schema.length) {
    const element = schema[at]!;
    if (typeof element.name !== "string") throw new Error("a column has no name");
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
