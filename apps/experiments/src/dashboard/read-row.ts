import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Json, RunRow, RunState } from "@ebm/dashboard/api";
import { messageOf } from "../errors.js";
import { FILES } from "../run-files/files.js";
import { lockHolder } from "../run-files/lock-directory.js";
import { findAlarms } from "./find-alarms.js";
import type { History } from "./history.js";
import { summarizeSeries } from "./summarize-series.js";
import { readTags } from "./tags.js";

/** Reads the row of a run from its files. Returns undefined if the directory contains no run. */
export async function readRow(
  id: string,
  directory: string,
  history: History,
): Promise<RunRow | undefined> {
  const made = await stat(join(directory, FILES.config)).catch(() => undefined);
  if (!made) return undefined;
  const empty = { task: "", data: "", seed: null, steps: null, config: {} };
  try {
    const config = configOf(await readJson(directory, FILES.config));
    const [result, holder, log, tags] = await Promise.all([
      readJson(directory, FILES.result).catch(() => undefined),
      lockHolder(directory),
      stat(join(directory, FILES.metrics)).catch(() => undefined),
      readTags(directory),
    ]);
    const state: RunState = result ? "finished" : holder ? "running" : "stopped";
    const metrics = (result?.metrics ?? {}) as RunRow["metrics"];
    const series = Object.fromEntries(
      [...history.series].map(([name, points]) => [name, summarizeSeries(points)]),
    );
    const changed = Math.max(made.mtimeMs, log?.mtimeMs ?? 0);
    return {
      ...{ id, state, ...config, step: history.step, started: made.mtimeMs, changed },
      ...{ metrics, series, tags },
      alarms: findAlarms({ history, summaries: series, metrics }),
    };
  } catch (error) {
    const { mtimeMs } = made;
    return {
      ...{ id, state: "stopped", ...empty, step: 0, started: mtimeMs, changed: mtimeMs },
      ...{ metrics: {}, series: {}, tags: [], alarms: [], problem: messageOf(error) },
    };
  }
}

async function readJson(directory: string, name: string): Promise<Readonly<Record<string, Json>>> {
  return JSON.parse(await readFile(join(directory, name), "utf8"));
}

type ConfigParts = Pick<RunRow, "task" | "data" | "seed" | "steps" | "config">;

function configOf(value: Readonly<Record<string, Json>>): ConfigParts {
  const { task, data, versions: _, ...settings } = value;
  const { seed, steps } = settings;
  return {
    task: String(task),
    data: dataName(data),
    seed: typeof seed === "number" ? seed : null,
    steps: typeof steps === "number" ? steps : null,
    config: { data: dataName(data), ...settings },
  };
}

/** Returns the name of a data set, or the names of files. */
function dataName(data: Json | undefined): string {
  const sources = typeof data === "object" && data !== null ? Object.values(data) : [];
  const names = sources.map((source) =>
    typeof source === "object" && source !== null && "path" in source
      ? basename(String(source.path))
      : String(source),
  );
  return names.join(", ");
}
