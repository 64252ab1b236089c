import { f1Micro } from "@ebm/metrics";
import type { Evaluation, ModelOutputs } from "@ebm/models";
import { commandOf } from "../config/command-of.js";
import { publishedFigures } from "../published/published-figures.js";
import type { ExportCheck, Json, LabelScore, ReportData } from "../report/report-data.js";
import type { MetricsLine } from "../run-files/events.js";
import type { Fitted } from "../training/fit.js";
import { calibration } from "./calibration.js";
import type { Run } from "./load-run.js";

export interface ReportInputs {
  readonly outputs: ModelOutputs;
  readonly evaluation: Evaluation;
  readonly lines: readonly MetricsLine[];
  readonly exports: readonly ExportCheck[];
  readonly fitted: Fitted;
}

/** What the report of a run shows. */
export function reportData(run: Run, inputs: ReportInputs): ReportData {
  const { config, data, experiment } = run;
  const { outputs, evaluation, lines, exports, fitted } = inputs;
  const { versions, ...settings } = config;
  return {
    title: `${config.task === "multilabel" ? "Multilabel" : "Label ranking"}: ${data.name}`,
    task: config.task === "multilabel" ? "multilabel" : "label ranking",
    dataset: datasetOf(run),
    config: settings as unknown as Record<string, Json>,
    command: commandOf(config),
    training: lines.filter((line) => line.event === "step"),
    ...(config.loss === "logistic" && { lossUnit: "nats" }),
    validation: lines
      .filter((line) => line.event === "validation")
      .map(({ step, metrics }) => ({
        step,
        nll: metrics.nll ?? null,
        score: metrics[experiment.score] ?? null,
      })),
    metrics: evaluation.metrics,
    published: publishedFigures(config),
    ...(evaluation.exact && {
      logPartition: { learned: [...outputs.logPartition], exact: [...evaluation.exact] },
    }),
    ...(config.task === "multilabel" && { labels: labelScores(run, evaluation) }),
    // p(yᵢ = 1 | x) has a closed form in one of the models only
    ...(config.model === "unary" &&
      config.loss === "logistic" && {
        calibration: calibration(outputs.scores, run.prepared.test.targets.data),
      }),
    exports,
    ...(fitted.from === 0 && {
      timings: {
        msPerStep: (1000 * fitted.seconds) / fitted.step,
        totalSeconds: fitted.seconds,
      },
    }),
    environment: versions,
  };
}

function datasetOf({ data, prepared }: Run): ReportData["dataset"] {
  const { train, validation, test } = prepared;
  const [rows, features] = data.x.shape;
  return {
    name: data.name,
    rows,
    features,
    labels: data.labelNames.length,
    split: {
      train: train.x.shape[0],
      ...(validation.x.shape[0] > 0 && { validation: validation.x.shape[0] }),
      test: test.x.shape[0],
    },
    ...(data.source !== undefined && { source: data.source }),
  };
}

function labelScores({ data, prepared }: Run, { predicted }: Evaluation): LabelScore[] {
  const { targets } = prepared.test;
  const [rows, labels] = targets.shape;
  const column = (
    of: Float32Array,
    label: number,
  ): { data: number[]; shape: [number, number] } => ({
    data: Array.from({ length: rows }, (_, row) => of[row * labels + label]!),
    shape: [rows, 1],
  });
  return data.labelNames.map((label, i) => {
    const actual = column(targets.data, i);
    const score = f1Micro({ predicted: column(predicted.data, i), actual });
    return { label, f1: 100 * score, support: actual.data.reduce((sum, y) => sum + y, 0) };
  });
}
