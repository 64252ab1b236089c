import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import type { Series } from "../history.js";
import type { ImportedRun } from "./imported-run.js";
import { readEventFile } from "./read-event-file.js";

/** Reads the runs of a log directory of TensorBoard. Each folder with event files is a run. */
export async function readTensorboard(directory: string): Promise<ImportedRun[]> {
  const children = await readdir(directory, { withFileTypes: true, recursive: true });
  const paths = children
    .filter((child) => child.isFile() && child.name.includes("tfevents"))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  const runs: ImportedRun[] = [];
  for (const folder of folders) {
    const series = new Map<string, Series>();
    for (const path of paths.filter((one) => dirname(one) === folder)) {
      readEventFile(await readFile(path), path, series);
    }
    const name = relative(directory, folder).split(sep).join("-") || basename(directory);
    runs.push({ name, config: {}, series: new Map([...series].map(sorted)) });
  }
  return runs;
}

/** Sorts points by step. Programs that restart write steps again; the last one counts. */
function sorted([name, { steps, values }]: [string, Series]): [string, Series] {
  const points = new Map(steps.map((step, i) => [step, values[i]!]));
  const order = [...points.keys()].sort((a, b) => a - b);
  return [name, { steps: order, values: order.map((step) => points.get(step)!) }];
}
