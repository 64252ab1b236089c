import type { Plot } from "../../report/plot.js";
import { curves } from "../../report/plots/curves.js";
import { curvesOf } from "../../studies/curves-of.js";
import { gridStudy } from "../../studies/grid.js";
import type { Cell, Study } from "../../studies/study.js";
import type { FitConfig } from "./synthetic/fit-best.js";
import { runSyntheticCell, type SyntheticCell } from "./synthetic/synthetic-cell.js";
import type { SyntheticMethod } from "./synthetic/synthetic-method.js";
import type { TaskConfig } from "./synthetic/synthetic-task.js";

type Row =
  | { readonly method: "truth" }
  | {
      readonly method: SyntheticMethod;
      readonly model: "unary" | "pairwise";
      readonly draws: number;
      readonly hidden?: readonly number[];
      /** A sum over all labelings at each step is too slow for more labels. */
      readonly mostLabels?: number;
    };

const ROWS: Readonly<Record<string, Row>> = {
  "the truth": { method: "truth" },
  "unary, exact MLE": { method: "exact MLE", model: "unary", draws: 0 },
  "unary, exact MLE, 128 hidden units": {
    method: "exact MLE",
    model: "unary",
    draws: 0,
    hidden: [128],
  },
  "unary, min-min, M = 1000": { method: "min-min", model: "unary", draws: 1000 },
  "pairwise, exact MLE": { method: "exact MLE", model: "pairwise", draws: 0 },
  "pairwise, min-min, all labelings": {
    method: "min-min over all",
    model: "pairwise",
    draws: 0,
    mostLabels: 10,
  },
  "pairwise, min-min, M = 1000": { method: "min-min", model: "pairwise", draws: 1000 },
  "pairwise, min-min, M = 100": { method: "min-min", model: "pairwise", draws: 100 },
  "pairwise, ranking NCE, M = 1000": { method: "ranking NCE", model: "pairwise", draws: 1000 },
  "pairwise, ranking NCE, M = 100": { method: "ranking NCE", model: "pairwise", draws: 100 },
  "pairwise, pseudo-likelihood": { method: "pseudo-likelihood", model: "pairwise", draws: 0 },
  "pairwise, contrastive divergence": {
    method: "contrastive divergence",
    model: "pairwise",
    draws: 1,
  },
};

const FIT = { logPartitionHidden: [128], steps: 2000, every: 200, batchSize: 64 };

/** Min-min diverges at large steps, so it has more learning rates to choose from. */
const fitOf = (method: SyntheticMethod, hidden: readonly number[]): FitConfig => ({
  ...FIT,
  hidden,
  learningRates: method.startsWith("min-min") ? [0.01, 0.02, 0.03, 0.05] : [0.01, 0.05],
});

const TASK = { strength: 3, train: 4000, validation: 200, test: 200 };
const COLUMNS: Readonly<Record<string, TaskConfig>> = {
  "free, k = 10": { ...TASK, labels: 10, anchored: false },
  "anchored, k = 10": { ...TASK, labels: 10, anchored: true },
  "anchored, k = 14": { ...TASK, labels: 14, anchored: true, test: 100 },
};

/** Labels whose dependence only pairs can express. */
export const pairwiseSyntheticStudy: Study<SyntheticCell> = gridStudy({
  paper: "joint-partition",
  kind: "table",
  name: "pairwise-synthetic",
  title: "Labels that only pairs explain, by loss",
  seeds: 3,
  rows: ROWS,
  columns: COLUMNS,
  config: (row, task, seed): SyntheticCell | undefined => {
    if (row.method === "truth") return { seed, task, method: row.method };
    const { method, model, draws, hidden = [], mostLabels = Number.POSITIVE_INFINITY } = row;
    if (task.labels > mostLabels) return undefined;
    return { seed, task, method, model, draws, fit: fitOf(method, hidden) };
  },
  run: runSyntheticCell,
  tables: [
    { title: "Exact NLL, nats", metric: "nll", better: "lower" },
    { title: "KL from the truth, nats", metric: "excess", better: "lower" },
    { title: "Subset accuracy × 100, exact mode", metric: "subsetAccuracy" },
    { title: "F1 × 100, mean over rows", metric: "f1" },
    { title: "Modes found by tabu search, × 100", metric: "modesFound" },
    {
      title: "RMSE of the learned log Z on test data, nats",
      metric: "logPartitionRmse",
      better: "lower",
    },
  ],
  plots: (cells) => Object.keys(COLUMNS).flatMap((column) => plotOf(cells, column)),
});

function plotOf(cells: readonly Cell<SyntheticCell>[], column: string): Plot[] {
  const names = Object.keys(ROWS).filter((name) => name.startsWith("pairwise"));
  const drawn = curvesOf(
    cells.filter((cell) => cell.config.seed === 0 && cell.column === column),
    {
      x: (_, i) => FIT.every * (i + 1),
      y: "validationNll",
      rows: Object.fromEntries(names.map((name) => [shortOf(name), name])),
      reference: "exact MLE",
    },
  );
  if (drawn.length === 0) return [];
  return [
    curves({
      name: `validation-nll-${column.replaceAll(/[ ,=]+/g, "-")}`,
      title: `Exact NLL of validation rows: ${column}`,
      subtitle: "pairwise models, at the learning rate chosen; dashed: exact likelihood",
      description: `Exact negative log-likelihood over steps, ${column}, by loss.`,
      x: "step",
      y: "exact NLL (nats)",
      curves: drawn,
    }),
  ];
}

const shortOf = (name: string): string =>
  name.replace(/^pairwise, (ranking )?/, "").replace("contrastive", "contr.");
