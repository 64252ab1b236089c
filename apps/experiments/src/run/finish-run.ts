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
  /** Ends it, with the reason of the signal as the error. */
  readonly signal: AbortSignal;
  /** Called before work that lets no signal in: from there, signals end the process at once. */
  readonly release: () => void;
  /** The lock of the run's directory. */
  readonly lock: Lock;
  /** Whether to go on if files of the run were changed. Default: false. */
  readonly force?: boolean | undefined;
}

/**
 * Finishes a run that is trained: evaluates it on its test rows, exports it, writes its report, and
 * then its result, which makes it a finished one.
 */
export async function finishRun(run: Run, options: FinishRunOptions): Promise<Result> {
  const { directory, problem } = run;
  const { fitted, lock, emit, signal, release, force } = options;
  const kept = await readKept(directory, { force });
  const evaluator = problem.openEvaluator();
  // models that are fitted in parts do not say how far they are
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
  // loaded here, for it takes longer than all else, and a run that is stopped needs none
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
  // of no more use
  await rm(join(directory, FILES.previous), { force: true });
  return result;
}
