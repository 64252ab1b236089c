import type { Matrix } from "@ebm/datasets";
import { kendallTau } from "@ebm/metrics";
import { evaluateRankings } from "@ebm/models";
import type { CellContext, Metrics } from "../studies/study.js";
import { rankings } from "../tasks/fitted/rankings.js";
import { labelRanking } from "../tasks/label-ranking.js";
import { loadInstance } from "./load-instance.js";
import type { PracticeCell } from "./practice-cell.js";
import { practiceMetrics, type RowScore } from "./practice-metrics.js";
import { rankingSets } from "./practice-sets.js";
import { runBaselines } from "./run-baselines.js";
import { userSeconds } from "./user-seconds.js";

/**
 * Fits the default model of rankings and its baselines to the same rows, and compares them on test
 * rows.
 */
export async function runRankingsCell(cell: PracticeCell, context: CellContext): Promise<Metrics> {
  const set = rankingSets[cell.dataset]!;
  const task = labelRanking;
  const instance = await loadInstance({ task, encoder: "permutahedron", set, cell }, context);
  const { train, test } = instance.prepared;
  const { signal } = context;
  const { result, seconds } = await userSeconds(() =>
    rankings.fit(instance, { signal, onPart: () => {} }),
  );
  const { targets: y } = test;
  const evaluation = await evaluateRankings(result.model, { x: test.x, ranks: y });
  const arrays = { x: train.x, y: train.targets, testX: test.x, testY: y };
  const found = await runBaselines({ program: "rankings", arrays, seed: cell.seed, signal });
  const { losses } = evaluation;
  const ours = { seconds, losses, score: scoreOf(evaluation.expectedPlaces.data, y) };
  const baselines = found.map((baseline) => {
    return [baseline.name, { ...baseline, score: scoreOf(baseline.predicted!, y) }] as const;
  });
  return {
    ...practiceMetrics(ours, Object.fromEntries(baselines)),
    rows: y.shape[0],
    frequencyNll: evaluation.frequencyNll,
    uniformNll: evaluation.uniformNll,
    notes: result.report.notes.join(" "),
  };
}

/** Computes Kendall's τ × 100 of each row, and its mean. */
function scoreOf(predicted: Float32Array, { data, shape }: Matrix): RowScore {
  const [rows, labels] = shape;
  const part = (values: Float32Array, row: number): Matrix => ({
    data: values.subarray(row * labels, (row + 1) * labels),
    shape: [1, labels],
  });
  const terms = Float64Array.from({ length: rows }, (_, row) => {
    return 100 * kendallTau({ predicted: part(predicted, row), actual: part(data, row) });
  });
  return { value: terms.reduce((sum, value) => sum + value, 0) / rows, terms };
}
