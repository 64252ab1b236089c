import { join } from "node:path";
import { compileModel, evaluate, jointLosses } from "@ebm/models";
import { exportRun } from "../export/export-run.js";
import { FILES } from "../run-files/files.js";
import { readMetrics } from "../run-files/metrics-log.js";
import type { Result } from "../run-files/result.js";
import { writeJson } from "../run-files/run-directory.js";
import type { Fitted } from "../training/fit.js";
import { readKept } from "./kept-params.js";
import type { Run } from "./load-run.js";
import { reportData } from "./report-of-run.js";

/**
 * Ends a run that is trained: evaluates it on its test rows, exports it, writes its report, and
 * then its result, which makes it a finished one.
 */
export async function finishRun(run: Run, fitted: Fitted): Promise<Result> {
  const { directory, config, experiment, prepared } = run;
  const kept = await readKept(run);
  const forward = compileModel(experiment, run.params, config);
  const outputs = await forward(kept.params, prepared.test);
  await forward.dispose();
  const evaluation = evaluate(prepared.test.targets, outputs, {
    model: experiment,
    loss: jointLosses[config.loss],
  });
  const exports = await exportRun(run, { kept, directory });
  const lines = await readMetrics(join(directory, FILES.metrics));
  // loaded here, for it takes longer than all else, and a run that is stopped needs none
  const { writeReport } = await import("../report/write-report.js");
  await writeReport(directory, reportData(run, { outputs, evaluation, lines, exports, fitted }));
  const result = {
    step: kept.step,
    metrics: evaluation.metrics,
    exports,
    msPerStep: fitted.from === 0 ? (1000 * fitted.seconds) / fitted.step : null,
  };
  await writeJson(join(directory, FILES.result), result);
  return result;
}
