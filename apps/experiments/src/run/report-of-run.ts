import type { DatasetFacts, ExportCheck, Json, ReportData } from "../report/report-data.js";
import type { MetricsLine } from "../run-files/events.js";
import { commandOf } from "../tasks/command-of.js";
import type { Problem, TestResults } from "../tasks/task.js";
import type { Fitted } from "./fit.js";
import type { Run } from "./load-run.js";

export interface ReportInputs {
  readonly results: TestResults;
  readonly lines: readonly MetricsLine[];
  readonly exports: readonly ExportCheck[];
  readonly fitted: Fitted;
}

/** Collects the contents of a run's report. */
export function reportOfRun(
  { config, task, problem }: Run,
  { results, lines, exports, fitted }: ReportInputs,
): ReportData {
  const { versions, ...settings } = config;
  const { lossUnit, score } = problem;
  return {
    title: `${task.title}: ${problem.dataset.name}`,
    dataset: datasetOf(problem),
    config: settings as unknown as Record<string, Json>,
    command: commandOf(task, config),
    training: lines.flatMap(({ step, ...line }) =>
      line.event === "step" ? [{ step, loss: line.loss }] : [],
    ),
    ...(lossUnit !== undefined && { lossUnit }),
    score,
    validation: lines.flatMap(({ step, ...line }) =>
      line.event === "validation"
        ? [{ step, nll: line.metrics.nll ?? null, score: line.metrics[score] ?? null }]
        : [],
    ),
    metrics: results.metrics,
    metricFacts: task.metricFacts,
    headline: task.headline,
    published: task.published(config),
    ...results.report,
    exports,
    ...(fitted.from === 0 && {
      timings: {
        ...(problem.steps === undefined && { msPerStep: (1000 * fitted.seconds) / fitted.step }),
        totalSeconds: fitted.seconds,
      },
    }),
    environment: versions,
  };
}

function datasetOf({ dataset, rows }: Problem): DatasetFacts {
  const { train, validation, test } = rows;
  return { ...dataset, split: { train, ...(validation > 0 && { validation }), test } };
}
