import { join, resolve } from "node:path";
import { flagOf } from "../config/command-of.js";
import type { Config } from "../config/config.js";
import { defaultsFor } from "../config/defaults.js";
import { parseConfig } from "../config/parse-config.js";
import { versions } from "../config/versions.js";
import { UsageError } from "../errors.js";
import { executeRun } from "../run/execute-run.js";
import { loadRun } from "../run/load-run.js";
import { createRunDirectory } from "../run-files/run-directory.js";
import type { SessionOptions } from "./run-options.js";
import { fetchOptions, session } from "./session.js";

/** The options of `run`: those of the session, and any settings of a config. */
export interface RunOptions extends SessionOptions {
  readonly out?: string | undefined;
  readonly overwrite?: boolean | undefined;
  readonly [setting: string]: unknown;
}

/**
 * Begins a run of the settings that were given, the others being defaults.
 *
 * @returns Whether it came to its end.
 */
export async function startRun(
  task: Config["task"],
  data: Config["data"],
  { out, overwrite = false, dataDir, checkpointEvery, json, ...settings }: RunOptions,
): Promise<boolean> {
  const config = checked({
    task,
    data,
    ...defaultsFor(task, data),
    ...settings,
    versions: versions(),
  });
  const directory = resolve(out ?? join("runs", nameOf(config)));
  return session({ checkpointEvery, json }, async (options) => {
    // the data first: a run without any leaves nothing behind
    const run = await loadRun(directory, { config, fetch: fetchOptions({ dataDir }) });
    await createRunDirectory(directory, config, { overwrite });
    return executeRun(run, options);
  });
}

function checked(value: Record<string, unknown>): Config {
  const parsed = parseConfig(value);
  if ("config" in parsed) return parsed.config;
  const { key, came, expected } = parsed.issue;
  throw new UsageError(`${flagOf(key)} is ${String(came)}, expected ${expected}.`);
}

function nameOf(config: Config): string {
  const { task, data, loss, model, seed } = config;
  const source = "dataset" in data ? data.dataset : "own";
  return [task, source, loss, model, `seed${seed}`].join("-");
}
