import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import type { Series } from "../history.js";
import type { ImportedRun } from "./imported-run.js";

/** Reads the runs of a file store of MLflow: EXPERIMENT/RUN/{meta.yaml, params, metrics}. */
export async function readMlflow(directory: string): Promise<ImportedRun[]> {
  const runs: ImportedRun[] = [];
  for (const experiment of await folders(directory)) {
    for (const run of await folders(experiment)) {
      const meta = parseYaml(await textOf(join(run, "meta.yaml")));
      if (meta.run_id === undefined && meta.run_uuid === undefined) continue;
      const config: Record<string, unknown> = {};
      for (const path of await filesIn(join(run, "params"))) {
        config[nameOf(run, "params", path)] = parameterOf(await readFile(path, "utf8"));
      }
      const series = new Map<string, Series>();
      for (const path of await filesIn(join(run, "metrics"))) {
        series.set(nameOf(run, "metrics", path), parseMetric(await readFile(path, "utf8")));
      }
      const name = meta.run_name ?? (await textOf(join(run, "tags", "mlflow.runName")));
      runs.push({ name: name || basename(run), config, series });
    }
  }
  return runs;
}

/** Returns a parameter as a number, a list or a truth value if its text is one. */
function parameterOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Parses lines of a time, a value and a step. Without steps, the lines are counted. */
function parseMetric(text: string): Series {
  const series: Series = { steps: [], values: [] };
  for (const line of text.split("\n")) {
    const [, value, step = `${series.steps.length}`] = line.trim().split(/\s+/);
    if (value === undefined || !Number.isFinite(Number(value))) continue;
    series.steps.push(Number(step));
    series.values.push(Number(value));
  }
  return series;
}

/** Parses the lines `key: value` of a meta.yaml, which has no others that matter here. */
function parseYaml(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/^(\w+):[ ]*(.*)$/gm)].map(([, key, value]) => {
    const [, single, double] = /^(?:'(.*)'|"(.*)")$/.exec(value!) ?? [];
    return [key!, single?.replaceAll("''", "'") ?? double ?? value!] as const;
  });
  return Object.fromEntries(pairs);
}

async function folders(directory: string): Promise<string[]> {
  const children = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return children
    .filter((child) => child.isDirectory() && !child.name.startsWith("."))
    .map(({ name }) => join(directory, name))
    .sort();
}

async function filesIn(directory: string): Promise<string[]> {
  const children = await readdir(directory, { withFileTypes: true, recursive: true }).catch(
    () => [],
  );
  return children
    .filter((child) => child.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** The name of a metric with `/` in it is a path of folders. */
function nameOf(run: string, part: string, path: string): string {
  return relative(join(run, part), path).split(sep).join("/");
}

async function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
