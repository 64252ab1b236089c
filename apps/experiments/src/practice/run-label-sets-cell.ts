import { evaluateLabelSets } from "@ebm/models";
import type { CellContext, Metrics } from "../studies/study.js";
import { labelSets } from "../tasks/fitted/label-sets.js";
import { multilabel } from "../tasks/multilabel.js";
import { f1Terms } from "./f1-terms.js";
import { loadInstance } from "./load-instance.js";
import type { PracticeCell } from "./practice-cell.js";
import { practiceMetrics, type RowScore } from "./practice-metrics.js";
import { labelSetSets } from "./practice-sets.js";
import { runBaselines } from "./run-baselines.js";
import { userSeconds } from "./user-seconds.js";

/**
 * Fits the default model of label sets and its baselines to the same rows, and compares them on
 * test rows.
 */
export async function runLabelSetsCell(cell: PracticeCell, context: CellContext): Promise<Metrics> {
  const set = labelSetSets[cell.dataset]!;
  const instance = await loadInstance({ task: multilabel, encoder: "unary", set, cell }, context);
  const { train, test } = instance.prepared;
  const { signal } = context;
  const { result, seconds } = await userSeconds(() =>
    labelSets.fit(instance, { signal, onPart: () => {} }),
  );
  const { targets: y } = test;
  const evaluation = await evaluateLabelSets(result.model, { x: test.x, y });
  const scoreOf = (predicted: ArrayLike<number>): RowScore => {
    const { f1, influences } = f1Terms(predicted, y);
    return { value: 100 * f1, terms: influences.map((value) => 100 * value) };
  };
  const arrays = { x: train.x, y: train.targets, testX: test.x, testY: y };
  const found = await runBaselines({ program: "label_sets", arrays, seed: cell.seed, signal });
  const losses = Float64Array.from(evaluation.losses);
  const ours = { seconds, losses, score: scoreOf(evaluation.predicted.data) };
  const baselines = found.map((baseline) => {
    return [baseline.name, { ...baseline, score: scoreOf(baseline.predicted!) }] as const;
  });
  return {
    ...practiceMetrics(ours, Object.fromEntries(baselines)),
    rows: y.shape[0],
    frequencyNll: evaluation.frequencyNll,
    uniformNll: evaluation.uniformNll,
    notes: result.report.notes.join(" "),
  };
}
