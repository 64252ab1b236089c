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
