import { join, resolve } from "node:path";
import { checkDrawing } from "../report/drawing/check-drawing.js";
import { loadRun } from "../run/load-run.js";
import { createRunDirectory } from "../run-files/create-run-directory.js";
import type { RunConfig } from "../run-files/run-config.js";
import { newConfig } from "../tasks/new-config.js";
import type { Task } from "../tasks/task.js";
import { fetchOptions, session } from "./session.js";
import type { SessionOptions } from "./session-options.js";

/** The options of `run`: those of the session, and the keys of a config. */
export interface RunOptions extends SessionOptions {
  readonly out?: string | undefined;
  readonly overwrite?: boolean | undefined;
  readonly [setting: string]: unknown;
}

/**
 * Starts a run with the given options, and defaults for the others.
 *
 * @returns The directory of the run, if it was completed.
 */
export async function startRun<C extends RunConfig>(
  task: Task<C>,
  data: C["data"],
  { out, overwrite = false, dataDir, checkpointEvery, json, ...settings }: RunOptions,
): Promise<string | undefined> {
  checkDrawing();
  const config = newConfig(task, data, settings);
  const directory = resolve(out ?? join("runs", directoryName(task, config)));
  const isComplete = await session({ task, config }, { checkpointEvery, json }, async (it) => {
    const { emit, execute } = it;
    // loads the data first: without data, a run leaves no files
    const run = await loadRun(directory, { task, config, fetch: fetchOptions({ dataDir }) });
    const { notes = [], found } = run.problem;
    if (notes.length > 0) emit({ event: "notes", run: directory, notes });
    const onnxFiles = task.files.map((file) => `${file}.onnx`);
    const created = { ...config, ...found };
    const lock = await createRunDirectory(directory, created, { overwrite, onnxFiles });
    try {
      return await execute(run, { lock });
    } finally {
      await lock.release();
    }
  });
  return isComplete ? directory : undefined;
}

function directoryName<C extends RunConfig>({ name, variant }: Task<C>, config: C): string {
  const { data, seed } = config;
  const source = "dataset" in data ? data.dataset : "own";
  return [name, source, ...variant(config), `seed${seed}`].join("-");
}
