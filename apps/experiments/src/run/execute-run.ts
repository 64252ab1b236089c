import { checkExports } from "../export/export-artifacts.js";
import type { Result } from "../run-files/result.js";
import { type FinishRunOptions, finishRun } from "./finish-run.js";
import { type FitOptions, fit } from "./fit.js";
import type { Run } from "./load-run.js";

type ExecuteRunOptions = FitOptions & Omit<FinishRunOptions, "fitted">;

/**
 * Trains a run from its current state, evaluates it, and reports the result.
 *
 * @returns Whether it was completed: false if the signal stopped it.
 *
 * @throws {EbmError} If an exported file computes something else than the trained model.
 */
export async function executeRun(run: Run, options: ExecuteRunOptions): Promise<boolean> {
  const { directory } = run;
  const { emit } = options;
  const fitted = await fit(run, options);
  const result = fitted.finished ? await finished(run, { ...options, fitted }) : undefined;
  if (!result) {
    emit({ event: "interrupted", run: directory, step: fitted.step });
    return false;
  }
  const { metrics, exports, warnings } = result;
  if (warnings) emit({ event: "warnings", run: directory, warnings });
  emit({ event: "result", run: directory, metrics, warnings });
  checkExports(exports);
  return true;
}

/** Returns undefined if the signal stops it. */
async function finished(run: Run, options: FinishRunOptions): Promise<Result | undefined> {
  return finishRun(run, options).catch((error: unknown) => {
    if (error !== options.signal.reason) throw error;
    return undefined;
  });
}
