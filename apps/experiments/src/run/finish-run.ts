import { join } from "node:path";
import { FILES } from "../run-files/files.js";
import { writeJson } from "../run-files/json-files.js";
import { readMetrics } from "../run-files/metrics-log.js";
import { readKept } from "../run-files/read-kept.js";
import { writeReportJson } from "../run-files/report-json.js";
import type { Result } from "../run-files/result.js";
import { exportRun } from "./export-run.js";
import type { Fitted } from "./fit.js";
import type { Run } from "./load-run.js";
import { reportOfRun } from "./report-of-run.js";

/**
 * Finishes a run that is trained: evaluates it on its test rows, exports it, writes its report, and
 * then its result, which makes it a finished one.
 */
export async function finishRun(run: Run, fitted: Fitted): Promise<Result> {
  const { directory, problem } = run;
  const kept = await readKept(directory);
  const evaluator = problem.openEvaluator();
  const results = await evaluator.test(kept.params);
  await evaluator.dispose();
  const exports = await exportRun(run, { kept, directory });
  const lines = await readMetrics(join(directory, FILES.metrics));
  const report = reportOfRun(run, { results, lines, exports, fitted });
  await writeReportJson(directory, report);
  // loaded here, for it takes longer than all else, and a run that is stopped needs none
  const { writeReport } = await import("../report/write-report.js");
  await writeReport(directory, report);
  const result = {
    step: kept.step,
    metrics: results.metrics,
    ...(results.report.warnings && { warnings: results.report.warnings }),
    exports,
    msPerStep: report.timings?.msPerStep ?? null,
  };
  await writeJson(join(directory, FILES.result), result);
  return result;
}
