import { openRecords } from "./open-records.js";
import type { Records } from "./records.js";
import type { ReadTableOptions } from "./table-chunks.js";
import { TABLE_MEMORY } from "./table-memory.js";
import { withByteSource } from "./table-source.js";

/**
 * Reads the names of the columns of a file, without its rows. JSON and LIBSVM may have more columns
 * in later rows.
 *
 * @throws {EbmError} If the file cannot be read.
 */
export async function columnNames(
  source: string | URL | Uint8Array,
  options: Pick<
    ReadTableOptions,
    "format" | "delimiter" | "decimal" | "header" | "missing" | "file"
  > = {},
): Promise<readonly string[]> {
  const { file, format, delimiter, decimal = ".", header = "auto" } = options;
  const missing = options.missing === undefined ? undefined : new Set(options.missing);
  const limits = { memory: TABLE_MEMORY, chunkRows: 1 };
  const open = {
    format,
    delimiter,
    decimal,
    header,
    index: "auto" as const,
    missing,
    names: [],
    ...limits,
  };
  const where = "columnNames";
  const records = withByteSource(where, { source, file }, async function* (bytes) {
    yield await openRecords(where, bytes, open);
  });
  const { value } = await records.next();
  await records.return(undefined);
  const { columns } = value as Records;
  return columns.filter(({ skip }) => skip === undefined).map(({ name }) => name);
}
