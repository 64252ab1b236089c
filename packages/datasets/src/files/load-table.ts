import { EbmError } from "@ebm/core/errors";
import { type NumericTable, parseTable } from "../formats/parse-table.js";
import { type DatasetName, findDataset } from "./data-file.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { readText } from "./read-data.js";
import { tableDatasets } from "./table-datasets.js";

export interface LoadTableOptions extends FetchOptions {
  /** The columns to return, in that order. Default: all features. */
  readonly columns?: readonly string[] | undefined;
}

/**
 * Loads a table of `tableDatasets` from `dataDir`, the cache, or its public address. It has no split.
 *
 * @throws {EbmError} If the file cannot be had, or is not as published, or has no such column.
 */
export async function loadTable(
  name: DatasetName<typeof tableDatasets>,
  options: LoadTableOptions = {},
): Promise<NumericTable> {
  const { files, format, omitted } = findDataset("loadTable", name, tableDatasets);
  const { data: path } = await fetchFiles("loadTable", files, options);
  const { data, columnNames } = parseTable(await readText("loadTable", path), {
    ...format,
    file: path,
  });
  const columns = options.columns ?? columnNames.filter((column) => !omitted.includes(column));
  const places = columns.map((column) => {
    const place = columnNames.indexOf(column);
    if (place >= 0) return place;
    throw new EbmError(
      `loadTable: \`columns\` has \`${column}\`, expected some of ${columnNames.join(", ")}.`,
    );
  });
  const [rows, width] = data.shape;
  const taken = Float32Array.from(
    { length: rows * places.length },
    (_, i) => data.data[Math.floor(i / places.length) * width + places[i % places.length]!]!,
  );
  return { data: { data: taken, shape: [rows, places.length] }, columnNames: columns };
}
