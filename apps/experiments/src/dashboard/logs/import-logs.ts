import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { writeDurably } from "@ebm/core/files";
import { createRunDirectory } from "../../run-files/create-run-directory.js";
import { FILES } from "../../run-files/files.js";
import { exists, writeJson } from "../../run-files/json-files.js";
import type { ImportedRun } from "./imported-run.js";
import { readMlflow } from "./read-mlflow.js";
import { readPoints } from "./read-points.js";
import { readTensorboard } from "./read-tensorboard.js";

/**
 * Reads runs of other programs, and writes each into a new directory that the dashboard shows.
 *
 * @param path A log directory of TensorBoard, a file store of MLflow, or a CSV or Parquet file.
 * @param root The directory of all runs.
 *
 * @returns The directories.
 *
 * @throws {EbmError} If the path contains no logs.
 */
export async function importLogs(path: string, root: string): Promise<string[]> {
  const found = await read(path);
  if (found.length === 0) {
    throw new EbmError(
      `${path} has no logs, expected event files of TensorBoard, a file store of MLflow, or a CSV or Parquet file.`,
    );
  }
  const directories: string[] = [];
  for (const run of found) directories.push(await write(run, root, path));
  return directories;
}

async function read(path: string): Promise<ImportedRun[]> {
  const about = await stat(path).catch((cause: Error) => {
    throw new EbmError(`${path} cannot be read: ${cause.message}.`, { cause });
  });
  if (!about.isDirectory()) return readPoints(path);
  const names = await readdir(path, { recursive: true });
  const hasEvents = names.some((name) => name.includes("tfevents"));
  return hasEvents ? readTensorboard(path) : readMlflow(path);
}

async function write(run: ImportedRun, root: string, path: string): Promise<string> {
  const { config, series } = run;
  const directory = await freeName(join(root, directoryName(run)));
  const steps = Math.max(0, ...[...series.values()].map((points) => points.steps.at(-1) ?? 0));
  const own = { task: "imported", data: { source: basename(path) }, steps, versions: {} };
  const lock = await createRunDirectory(directory, { seed: 0, ...config, ...own });
  try {
    await writeDurably(join(directory, FILES.metrics), linesOf(run));
    const result = { step: steps, metrics: {}, exports: [], msPerStep: null, config: "", kept: "" };
    await writeJson(join(directory, FILES.result), result);
  } finally {
    await lock.release();
  }
  return directory;
}

/** Returns one line a step, with the values of all series that have it. */
function linesOf({ series }: ImportedRun): string {
  const lines = new Map<number, Record<string, unknown>>();
  for (const [name, { steps, values }] of series) {
    for (const [i, step] of steps.entries()) {
      const line = lines.get(step) ?? { event: "step", step };
      lines.set(step, line);
      line[name] = values[i];
    }
  }
  const ordered = [...lines.values()].sort((a, b) => (a.step as number) - (b.step as number));
  return ordered.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** Returns a name without letters that are special in paths. */
function directoryName({ name }: ImportedRun): string {
  const plain = name.replaceAll(/[^\w.+=@-]+/g, "-").replace(/^\W+/, "");
  return plain === "" ? "imported" : plain;
}

/** Returns a path that does not exist, by adding a number. */
async function freeName(path: string): Promise<string> {
  if (!(await exists(path))) return path;
  for (let number = 2; ; number++) {
    if (!(await exists(`${path}-${number}`))) return `${path}-${number}`;
  }
}
