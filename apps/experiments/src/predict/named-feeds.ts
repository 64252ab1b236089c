import { columnNames, type ReadTableOptions, tableChunks } from "@ebm/datasets";
import type { Feeds, Schema } from "@ebm/onnx-export";
import { tableCells } from "../rows/cells.js";
import { atFileRow, neededColumns, rowInputs, unusedNote } from "../rows/row-inputs.js";
import type { Predictor } from "./open-predictor.js";

export type FileOptions = Pick<ReadTableOptions, "missing" | "header" | "decimal" | "groups">;

export interface NamedFeedsOptions {
  readonly schema: Schema;
  readonly file: string;
  readonly options: FileOptions;
  /** The largest number of rows to read at once. */
  readonly rows: number;
}

/** The inputs of a model for some rows of a file. */
export interface FedRows {
  readonly feeds: Feeds;
  readonly notes: readonly string[];
}

/**
 * Reads the inputs of a model by the names of the columns.
 *
 * @throws {EbmError} If a column is missing, or a value does not fit, with its row or line.
 */
export async function* namedFeeds(
  { signature, inputs }: Pick<Predictor, "signature" | "inputs">,
  { schema, file, options, rows: most }: NamedFeedsOptions,
): AsyncGenerator<FedRows> {
  const reading = { ...options, missing: options.missing ?? schema.missing };
  const names = new Set(await columnNames(file, reading));
  const needed = neededColumns(schema, inputs, names);
  const others = [...names].filter((name) => !needed.includes(name));
  let notes = others.length > 0 ? [unusedNote(others)] : [];
  let before = 0;
  const columns = Object.values(schema.inputs).flatMap((input) => input.columns);
  const types = new Map(columns.map(({ name, kind }) => [name, kind]));
  for await (const table of tableChunks(file, { ...reading, rows: most, types, columns: needed })) {
    try {
      const rows = rowInputs(signature, { schema, table, cells: tableCells(table) });
      yield { feeds: rows.feeds, notes: [...notes, ...rows.notes] };
    } catch (error) {
      throw atFileRow(error, file, before);
    }
    notes = [];
    before += table.rows;
  }
}
