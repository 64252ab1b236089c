import { extname } from "node:path";
import { writeDurably } from "@ebm/core/files";
import type { FinishedTrial } from "@ebm/sweep";
import Papa from "papaparse";
import { UsageError } from "../errors.js";
import { objectiveValue } from "./objective-value.js";
import { optunaJournal } from "./optuna-journal.js";
import type { RunSweepConfig } from "./run-sweep-config.js";
import type { RunTrialResult } from "./run-trial.js";

export interface ExportTrialsInputs {
  readonly config: RunSweepConfig;
  readonly trials: readonly FinishedTrial[];
}

/**
 * Writes one row for each trial: its number, data, settings, objective and metrics. The extension of
 * the file selects the format.
 *
 * @throws {UsageError} If there is no such format.
 */
export async function exportTrials(path: string, inputs: ExportTrialsInputs): Promise<void> {
  const extension = extname(path).toLowerCase();
  const rows = inputs.trials.map((trial) => rowOf(inputs.config, trial));
  switch (extension) {
    case ".csv":
      return writeDurably(path, `${Papa.unparse(rows, { columns: columnsOf(rows) })}\n`);
    case ".parquet":
      return writeDurably(path, await parquet(rows));
    case ".log":
      return writeDurably(path, optunaJournal(inputs));
    default:
      throw new UsageError(`--export is ${path}, expected a .csv, .parquet or .log file.`);
  }
}

type Cell = string | number | null | undefined;
type Row = Readonly<Record<string, Cell>>;

function rowOf(config: RunSweepConfig, trial: FinishedTrial): Row {
  const { number, rung, cohort, id, seconds, worker, error, config: run } = trial;
  const { test = {}, validation = {}, step } = (trial.result ?? {}) as unknown as RunTrialResult;
  const value = objectiveValue(config.objective, trial);
  const { task: _, data: __, ...settings } = run as Readonly<Record<string, unknown>>;
  return {
    number,
    rung,
    data: cohort,
    id,
    objective: Number.isNaN(value) ? null : value,
    ...prefixed("", settings),
    ...prefixed("validation.", validation),
    ...prefixed("test.", test),
    step,
    seconds,
    worker,
    error,
  };
}

const prefixed = (prefix: string, values: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, cellOf(value)]));

const cellOf = (value: unknown): Cell =>
  typeof value === "number" || typeof value === "string"
    ? value
    : value === null || value === undefined
      ? null
      : JSON.stringify(value);

const columnsOf = (rows: readonly Row[]): string[] => [...new Set(rows.flatMap(Object.keys))];

/** Columns are numbers if all their values are, and texts otherwise. */
async function parquet(rows: readonly Row[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columnData = columnsOf(rows).map((name) => {
    const values = rows.map((row) => row[name] ?? null);
    const isNumber = values.every((value) => value === null || typeof value === "number");
    const data = isNumber ? values : values.map((value) => (value === null ? null : `${value}`));
    return { name, data, type: isNumber ? ("DOUBLE" as const) : ("STRING" as const) };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
