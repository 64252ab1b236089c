import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "@ebm/core/files";
import { csvOfPoints, parquetOfPoints } from "./points.js";
import { readRunLog } from "./run-log.js";
import { writeEventFile } from "./write-event-file.js";
import { writeMlflow } from "./write-mlflow.js";

/** The formats that logs can be written in. */
export const LOG_FORMATS = ["tensorboard", "mlflow", "csv", "parquet"] as const;

export type LogFormat = (typeof LOG_FORMATS)[number];

/**
 * Writes the curves, settings and results of runs for other programs: a directory for TensorBoard
 * and MLflow, a file of points otherwise.
 */
export async function exportLogs(
  directories: readonly string[],
  { format, out }: { readonly format: LogFormat; readonly out: string },
): Promise<void> {
  const logs = await Promise.all(directories.map((directory) => readRunLog(directory)));
  switch (format) {
    case "csv":
      return writeDurably(out, [...csvOfPoints(logs)].join(""));
    case "parquet":
      return writeDurably(out, await parquetOfPoints(logs));
    case "mlflow":
      return writeMlflow(out, logs);
    case "tensorboard":
      for (const log of logs) {
        await mkdir(join(out, log.name), { recursive: true });
        const name = `events.out.tfevents.${Math.round(log.started / 1000)}.ebm`;
        await writeDurably(join(out, log.name, name), Buffer.concat([...writeEventFile(log)]));
      }
  }
}
