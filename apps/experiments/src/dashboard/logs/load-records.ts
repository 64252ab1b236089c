import { readFile } from "node:fs/promises";

type LoadedRecord = Readonly<Record<string, unknown>>;

/** Reads the rows of a CSV or Parquet file by the names of its columns. */
export async function loadRecords(path: string): Promise<LoadedRecord[]> {
  if (/\.parquet$/i.test(path)) {
    const { asyncBufferFromFile, parquetReadObjects } = await import("hyparquet");
    return parquetReadObjects({ file: await asyncBufferFromFile(path) });
  }
  const { default: papa } = await import("papaparse");
  const text = await readFile(path, "utf8");
  return papa.parse<LoadedRecord>(text, { header: true, skipEmptyLines: true }).data;
}
