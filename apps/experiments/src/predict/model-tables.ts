import { EbmError } from "@ebm/core/errors";
import { columnNames, type Table, tableChunks } from "@ebm/datasets";
import type { LoadedModel } from "@ebm/models";
import type { FileOptions } from "./named-feeds.js";

/** Number of rows that are read at once. */
const ROWS = 2048;

/** Reads a file in pieces, with columns of the kinds that a model learned from. */
export async function* modelTables(
  { columns }: Pick<LoadedModel, "columns">,
  file: string,
  options: FileOptions & { readonly rows?: number | undefined },
): AsyncGenerator<Table> {
  const { rows = ROWS, ...reading } = options;
  const names = new Set(await columnNames(file, reading));
  const types = new Map([...columns].filter(([name]) => names.has(name)));
  yield* tableChunks(file, { ...reading, rows, types });
}

/** Reads all rows of a file. */
export async function modelTable(
  model: Pick<LoadedModel, "columns">,
  file: string,
  options: FileOptions,
): Promise<Table> {
  for await (const table of modelTables(model, file, { ...options, rows: Infinity })) return table;
  throw new EbmError(`${file} has no rows, expected one or more.`);
}
