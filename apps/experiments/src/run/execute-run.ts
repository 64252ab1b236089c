import { fit } from "../training/fit.js";
import type { Emit } from "./events.js";
import type { Result } from "./finish-run.js";
import { finishRun } from "./finish-run.js";
import { loadRun } from "./load-run.js";
import { readConfig, readResult } from "./run-directory.js";

export interface ExecuteOptions {
  readonly dataDir: string | undefined;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly checkpointSeconds: number;
}

/**
 * Brings the run in a directory to its end, from wherever it is: not begun, stopped, trained but
 * not evaluated, or finished, of which only the result is told again.
 *
 * @returns Whether it came to its end, which a signal prevents.
 */
export async function executeRun(directory: string, options: ExecuteOptions): Promise<boolean> {
  const { dataDir, emit } = options;
  const config = await readConfig(directory);
  let result = (await readResult(directory)) as Result | undefined;
  if (!result) {
    const run = await loadRun(directory, { config, dataDir });
    const fitted = await fit(run, options);
    if (!fitted.finished) {
      emit({ event: "interrupted", run: directory, step: fitted.step });
      return false;
    }
    result = await finishRun(run, fitted);
  }
  emit({ event: "result", run: directory, metrics: result.metrics });
  return true;
}
