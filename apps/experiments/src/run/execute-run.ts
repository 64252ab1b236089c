import { checkExports } from "../export/export-artifacts.js";
import { finishRun } from "./finish-run.js";
import { type FitOptions, fit } from "./fit.js";
import type { Run } from "./load-run.js";

/**
 * Trains a run, from wherever it is, evaluates it, and tells the result.
 *
 * @returns Whether it came to its end, which the signal prevents.
 *
 * @throws {EbmError} If an exported file computes something else than what was trained.
 */
export async function executeRun(run: Run, options: FitOptions): Promise<boolean> {
  const { directory } = run;
  const fitted = await fit(run, options);
  if (!fitted.finished) {
    options.emit({ event: "interrupted", run: directory, step: fitted.step });
    return false;
  }
  const { metrics, exports, warnings } = await finishRun(run, { fitted, lock: options.lock });
  if (warnings) options.emit({ event: "warnings", run: directory, warnings });
  options.emit({ event: "result", run: directory, metrics, warnings });
  checkExports(exports);
  return true;
}
