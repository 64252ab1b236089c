import { dirname, resolve } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { createSweep, type Json, type Plan, type Sweep } from "@ebm/sweep";
import { messageOf } from "../errors.js";
import type { Settings, Task } from "../tasks/task.js";
import { planRuns } from "./plan-runs.js";
import type { Objective, RunSource, RunSweepConfig } from "./run-sweep-config.js";
import type { SweepFile } from "./sweep-schema.js";

/** The kind of a sweep of runs. */
export const RUNS = "run";

export interface RunSweepInputs {
  /** The path of the file, which relative paths in it start from. */
  readonly path: string;
  readonly file: SweepFile;
  readonly tasks: readonly Task[];
}

/** @throws {EbmError} If the file names no data, or a trial would have an invalid config. */
export async function runSweep({ path, file, tasks }: RunSweepInputs): Promise<Sweep> {
  const task = tasks.find(({ name }) => name === file.task);
  if (!task) {
    const expected = tasks.map(({ name }) => name).join(", ");
    throw new EbmError(`${path}: \`task\` is "${file.task}", expected one of ${expected}.`);
  }
  const { settings = {}, seeds = [0], space = {}, search = { method: "grid" } } = file;
  const listed = [file.data].flat() as readonly Settings[];
  try {
    const sources: RunSource[] = [];
    for (const options of listed) {
      sources.push(await sourceOf(task, { ...inDirectory(options, dirname(path)), ...settings }));
    }
    const objective = objectiveOf(task, file.objective);
    const config: RunSweepConfig = { task: task.name, sources, seeds, space, search, objective };
    const json = JSON.parse(JSON.stringify(config)) as Json;
    const plan = planRuns(config, task);
    checkFirst(plan);
    return createSweep({ kind: RUNS, name: task.name, config: json, plan });
  } catch (error) {
    throw new EbmError(`${path}: ${messageOf(error)}`, { cause: error });
  }
}

/** Number of trials that are checked before a sweep starts. The others are checked as they are planned. */
const CHECKED = 1000;

function checkFirst({ first }: Plan): void {
  let count = 0;
  for (const _ of first()) if (++count === CHECKED) return;
}

async function sourceOf(task: Task, options: Settings): Promise<RunSource> {
  const { data, settings } = await task.parseOptions(options);
  const source = "dataset" in data ? data.dataset : data.file;
  const name = typeof source === "string" ? source : source?.path.replace(/^.*[\\/]/, "");
  return { name: name ?? "data", data, settings };
}

const PATHS = ["file", "train", "test"];

/** Paths in the file start from its directory. */
function inDirectory(options: Settings, directory: string): Settings {
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => {
      const isPath = PATHS.includes(key) || (key === "labels" && /\.xml$/i.test(String(value)));
      return [key, isPath && typeof value === "string" ? resolve(directory, value) : value];
    }),
  );
}

function objectiveOf(
  { metricFacts, headline }: Task,
  { metric = headline[0]!, goal, rows }: NonNullable<SweepFile["objective"]> = {},
): Objective {
  const facts = metricFacts[metric];
  if (!facts) {
    const known = Object.keys(metricFacts).join(", ");
    throw new EbmError(`\`objective.metric\` is "${metric}", expected one of ${known}.`);
  }
  return {
    metric,
    goal: goal ?? (facts.better === "lower" ? "min" : "max"),
    ...(rows && { rows }),
  };
}
