import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { configDigest } from "../run-files/config-digest.js";
import type { Emit } from "../run-files/events.js";
import { FILES } from "../run-files/files.js";
import { writeJson } from "../run-files/json-files.js";
import type { Lock } from "../run-files/lock-directory.js";
import { readMetrics } from "../run-files/metrics-log.js";
import { readKept } from "../run-files/read-kept.js";
import { writeReportJson } from "../run-files/report-json.js";
import type { Result } from "../run-files/result.js";
import { beginPhase } from "./begin-phase.js";
import { exportRun } from "./export-run.js";
import type { Fitted } from "./fit.js";
import type { Run } from "./load-run.js";
import { reportOfRun } from "./report-of-run.js";
import { withWarnings } from "./with-warnings.js";

export interface FinishRunOptions {
  readonly fitted: Fitted;
  readonly emit: Emit;
  /** Stops the work, with the reason of the signal as the error. */
  readonly signal: AbortSignal;
  /** Called before work that blocks signals. From then on, signals end the process at once. */
  readonly release: () => void;
  /** The lock of the run's directory. */
  readonly lock: Lock;
  /** Whether to continue if files of the run were changed. Default: false. */
  readonly force?: boolean | undefined;
}

/**
 * Finishes a run that is trained: evaluates it on its test rows, exports it, and writes its report.
 * Writes its result last, which marks the run as finished.
 */
export async function finishRun(run: Run, options: FinishRunOptions): Promise<Result> {
  const { directory, problem } = run;
  const { fitted, lock, emit, signal, release, force } = options;
  const kept = await readKept(directory, { force });
  const evaluator = problem.openEvaluator();
  // models that are fitted in parts do not report their progress
  if (problem.steps !== undefined) release();
  const evaluating = beginPhase(emit, directory, `Evaluating ${problem.rows.test} test rows`);
  const results = await evaluator.test(kept.params, { signal, onProgress: evaluating });
  await evaluator.dispose();
  await setImmediate(); // lets signals in
  signal.throwIfAborted();
  await lock.check();
  release();
  const exporting = beginPhase(emit, directory, "Writing and verifying ONNX files");
  const exports = await exportRun(run, { kept, directory, signal, onProgress: exporting });
  const model = await problem.openModel?.(kept);
  await model?.save(join(directory, FILES.model), { exports: false });
  await model?.dispose();
  const lines = await readMetrics(join(directory, FILES.metrics));
  const report = reportOfRun(run, {
    results: withWarnings(results, lines),
    lines,
    exports,
    fitted,
  });
  await lock.check();
  beginPhase(emit, directory, "Writing the report");
  await writeReportJson(directory, report);
  // imported here, because it is slower than everything else, and a stopped run does not need it
  const { writeReport } = await import("../report/write-report.js");
  await writeReport(directory, report);
  const { warnings } = report;
  const result = {
    ...(warnings && { warnings }),
    step: kept.step,
    metrics: results.metrics,
    exports,
    msPerStep: report.timings?.msPerStep ?? null,
    config: await configDigest(directory),
    kept: kept.sha256,
  };
  await lock.check();
  await writeJson(join(directory, FILES.result), result);
  // no longer needed
  await rm(join(directory, FILES.previous), { force: true });
  return result;
}
