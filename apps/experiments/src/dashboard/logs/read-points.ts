import { basename, extname } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { Series } from "../history.js";
import type { ImportedRun } from "./imported-run.js";
import { loadRecords } from "./load-records.js";

/**
 * Reads the runs of a CSV or Parquet file. It has the columns step, series and value, and perhaps
 * run; or a column step and a column for each series.
 *
 * @throws {EbmError} If it has other columns.
 */
export async function readPoints(path: string): Promise<ImportedRun[]> {
  const records = await loadRecords(path);
  const columns = Object.keys(records[0] ?? {});
  if (!columns.includes("step")) {
    throw new EbmError(`${path} has the columns ${columns.join(", ")}, expected one named step.`);
  }
  const isLong = columns.includes("series") && columns.includes("value");
  const runs = new Map<string, Map<string, Series>>();
  const add = (run: string, name: string, step: number, value: unknown): void => {
    const number = value === null || value === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(number)) return;
    const series = runs.get(run) ?? new Map<string, Series>();
    runs.set(run, series);
    const found = series.get(name) ?? { steps: [], values: [] };
    series.set(name, found);
    found.steps.push(step);
    found.values.push(number);
  };
  for (const record of records) {
    const run = String(record.run ?? basename(path, extname(path)));
    const step = Number(record.step);
    if (isLong) add(run, String(record.series), step, record.value);
    else {
      for (const name of columns) {
        if (name !== "step" && name !== "run") add(run, name, step, record[name]);
      }
    }
  }
  return [...runs].map(([name, series]) => ({ name, config: {}, series }));
}
