import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";

/**
 * Reads the number of rows of each group of a Parquet file, without its rows.
 *
 * @throws {Error} If the file cannot be read, or is no Parquet file.
 */
export async function parquetGroups(path: string): Promise<number[]> {
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
  return metadata.row_groups.map(({ num_rows }) => Number(num_rows));
}
