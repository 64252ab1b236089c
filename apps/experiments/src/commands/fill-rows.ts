import { EbmError } from "@ebm/core/errors";
import { columnNames, tableChunks } from "@ebm/datasets";
import type { FileOptions } from "../predict/named-feeds.js";
import type { PredictedRows } from "../predict/predict-file.js";
import { loadRun } from "../run/load-run.js";
import { readConfig } from "../run/read-config.js";
import { readKept } from "../run-files/read-kept.js";
import type { Task } from "../tasks/task.js";

/** Number of rows that are filled at once. */
const ROWS = 256;

export interface FillRowsInputs {
  /** The directory of a run. */
  readonly directory: string;
  /** The file of the rows. */
  readonly input: string;
  readonly options: FileOptions;
  readonly tasks: readonly Task[];
}

/**
 * Fills in the missing values of the rows of a file with the model of a run.
 *
 * @throws {EbmError} If the model fills in no values, or the rows have other values than those that it
 *   learned from.
 */
export async function* fillRows(inputs: FillRowsInputs): AsyncGenerator<PredictedRows> {
  const { directory, input, options, tasks } = inputs;
  const { task, config } = await readConfig(directory, tasks);
  const { problem } = await loadRun(directory, { task, config });
  if (!problem.openFiller) {
    throw new EbmError(
      `${directory} is a run of ${task.name}, expected an ONNX file of it, or a run of binary.`,
    );
  }
  const filler = problem.openFiller((await readKept(directory)).params);
  const reading = { ...options, missing: options.missing ?? filler.missing };
  try {
    // a column that the file does not have is missing in all rows
    const names = new Set(await columnNames(input, reading));
    const known = [...filler.types].filter(([name]) => names.has(name));
    const chosen = { types: new Map(known), columns: known.map(([name]) => name), rows: ROWS };
    for await (const table of tableChunks(input, { ...reading, ...chosen })) {
      yield { values: (await filler.fill(table)).map((row) => [...row]), notes: [] };
    }
  } finally {
    await filler.dispose();
  }
}
