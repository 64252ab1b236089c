import type { RunLog } from "./run-log.js";

const HEADER = "run,series,step,value\n";

/** Writes the points of runs as CSV: the columns run, series, step and value. */
export function* csvOfPoints(logs: readonly RunLog[]): Generator<string> {
  yield HEADER;
  for (const { name, series } of logs) {
    for (const [key, { steps, values }] of series) {
      const start = `${cell(name)},${cell(key)},`;
      for (const [i, step] of steps.entries()) yield `${start}${step},${values[i]}\n`;
    }
  }
}

/** Writes the points of runs as Parquet, with the columns of the CSV. */
export async function parquetOfPoints(logs: readonly RunLog[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const [runs, names, steps, values]: [string[], string[], number[], number[]] = [[], [], [], []];
  for (const { name, series } of logs) {
    for (const [key, points] of series) {
      for (const [i, step] of points.steps.entries()) {
        runs.push(name);
        names.push(key);
        steps.push(step);
        values.push(points.values[i]!);
      }
    }
  }
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "run", data: runs, type: "STRING" },
        { name: "series", data: names, type: "STRING" },
        { name: "step", data: steps, type: "DOUBLE" },
        { name: "value", data: values, type: "DOUBLE" },
      ],
    }),
  );
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
