import type { Table } from "./table.js";
import { type ReadTableOptions, readChunks } from "./table-chunks.js";
import type { TableSource } from "./table-source.js";

/**
 * Reads a table with columns of several kinds: CSV, TSV, Parquet, ARFF, LIBSVM, JSON lines, a JSON
 * array of records, each of them compressed by gzip or not, or records in memory. The kinds of the
 * columns are inferred from all rows. `notes` lists what was inferred and decided.
 *
 * @param source A path, a file URL, bytes, a stream of bytes, or records.
 *
 * @throws {EbmError} If the file cannot be read or is malformed. It names the line.
 */
export async function readTable(
  source: TableSource | readonly object[],
  options: ReadTableOptions = {},
): Promise<Table> {
  const chunks = readChunks("readTable", source, { ...options, rows: Number.POSITIVE_INFINITY });
  const { value } = await chunks.next();
  await chunks.return(undefined);
  return value;
}
