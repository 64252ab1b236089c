import { isDeepStrictEqual } from "node:util";
import { isFiniteNumber } from "../../../report/is-finite-number.js";
import type { Plot } from "../../../report/plot.js";
import { type Curve, curves } from "../../../report/plots/curves.js";
import type { Cell, ResultTable, Study } from "../../../studies/study.js";
import type { FitConfig } from "./fit-best.js";
import { runSyntheticCell, type SyntheticCell } from "./synthetic-cell.js";
import type { SyntheticMethod } from "./synthetic-method.js";
import type { TaskConfig } from "./synthetic-task.js";

type Row = readonly [
  name: string,
  method: SyntheticMethod,
  model: "unary" | "pairwise",
  draws: number,
  hidden?: readonly number[],
];

const TRUTH = "the truth";

const ROWS: readonly Row[] = [
  ["unary, exact MLE", "exact MLE", "unary", 0],
  ["unary, exact MLE, 128 hidden units", "exact MLE", "unary", 0, [128]],
  ["unary, min-min, M = 1000", "min-min", "unary", 1000],
  ["pairwise, exact MLE", "exact MLE", "pairwise", 0],
  ["pairwise, min-min, all labellings", "min-min over all", "pairwise", 0],
  ["pairwise, min-min, M = 1000", "min-min", "pairwise", 1000],
  ["pairwise, min-min, M = 100", "min-min", "pairwise", 100],
  ["pairwise, ranking NCE, M = 1000", "ranking NCE", "pairwise", 1000],
  ["pairwise, ranking NCE, M = 100", "ranking NCE", "pairwise", 100],
  ["pairwise, pseudo-likelihood", "pseudo-likelihood", "pairwise", 0],
  ["pairwise, contrastive divergence", "contrastive divergence", "pairwise", 1],
];

const FIT: Omit<FitConfig, "hidden"> = {
  logPartitionHidden: [128],
  steps: 2000,
  every: 200,
  batchSize: 64,
  learningRates: [0.01, 0.05],
};

/** Min-min, which cannot take large steps, has more to choose from. */
const fitOf = (method: SyntheticMethod, hidden: readonly number[]): FitConfig =>
  method.startsWith("min-min")
    ? { ...FIT, hidden, learningRates: [0.01, 0.02, 0.03, 0.05] }
    : { ...FIT, hidden };

const rows = { strength: 3, train: 4000, validation: 200, test: 200 };
const TASKS: Readonly<Record<string, TaskConfig>> = {
  "free, k = 10": { ...rows, labels: 10, anchored: false },
  "anchored, k = 10": { ...rows, labels: 10, anchored: true },
  "anchored, k = 14": { ...rows, labels: 14, anchored: true, test: 100 },
};
const COLUMNS = Object.keys(TASKS);

/** A sum over all labellings at each step is for the small tasks, but for the likelihood itself. */
const SMALL = "min-min over all";

const ABOUT = `Not in the paper, whose pairwise models gain nothing over its unary ones: labels made so that only pairs
can tell (\`xorLabels\` of \`@ebm/datasets\`). With spins s = 2y − 1, x tells by σ(6 xᵢ sᵢsᵢ₊₁) whether neighbors
agree, and where the task is "anchored" by σ(6 x₀s₁) what the first label is. A pairwise energy with scores linear in
x is the truth. Where the task is "free" all marginals are ½ whatever x is, so that no unary model, of whatever scores,
has an NLL below k log 2: 6.93. Where it is anchored no unary model with linear scores has one below (k − 1) log 2: 6.24
for k = 10, 9.01 for k = 14.

All entries are sums over all 2ᵏ labellings of each test x under the true distribution, so that no y is drawn and the
truth itself has a row: its NLL is its entropy, the least there is. Subset accuracy is how likely the mode of the model
is all right; F1 is that of the set with the largest expected F1 under the model.

Scores are linear in x unless a row says otherwise; τ has 128 hidden units; 4,000 training rows, 2,000 steps of 64 of
them by Adam. Draws are from the prior and shared by the batch; "all labellings" takes each of them once in their place.
Contrastive divergence makes one Gibbs sweep from the observed y. The learning rate, 0.01 or 0.05 (for min-min, which
is sensitive to it, 0.02 or 0.03 too), and the step to stop at are those with the least exact NLL of 200 validation
rows.`;

const table = (
  of: Pick<ResultTable<SyntheticCell>, "title" | "metric" | "better">,
): ResultTable<SyntheticCell> => ({
  rows: [TRUTH, ...ROWS.map(([name]) => name)],
  columns: COLUMNS,
  place: (cell) => [rowOf(cell), columnOf(cell)],
  ...of,
});

/** Labels of which the pairs tell what no label alone does. */
export const pairwiseSyntheticStudy: Study<SyntheticCell> = {
  paper: "joint-partition",
  kind: "table",
  name: "pairwise-synthetic",
  title: "Labels that only pairs tell, by loss",
  about: ABOUT,
  seeds: [0, 1, 2],
  cells: (seed) =>
    Object.fromEntries(
      Object.entries(TASKS).flatMap(([column, task]) => [
        [fileName(column, TRUTH, seed), { seed, task, method: "truth" } as const],
        ...ROWS.filter(([, method]) => method !== SMALL || task.labels <= 10).map(
          ([name, method, model, draws, hidden = []]): [string, SyntheticCell] => [
            fileName(column, name, seed),
            { seed, task, method, model, draws, fit: fitOf(method, hidden) },
          ],
        ),
      ]),
    ),
  run: runSyntheticCell,
  tables: [
    table({ title: "Exact NLL, nats", metric: "nll", better: "lower" }),
    table({ title: "KL from the truth, nats", metric: "excess", better: "lower" }),
    table({ title: "Subset accuracy × 100, exact mode", metric: "subsetAccuracy" }),
    table({ title: "F1 × 100, mean over rows", metric: "f1" }),
    table({ title: "Modes that tabu search finds, × 100", metric: "modesFound" }),
    table({
      title: "RMSE of the learned log Z on unseen x, nats",
      metric: "logPartitionRmse",
      better: "lower",
    }),
  ],
  plots: (cells) => COLUMNS.flatMap((column) => plotOf(cells, column)),
};

function plotOf(cells: readonly Cell<SyntheticCell>[], column: string): Plot[] {
  const own = cells.filter(({ config }) => config.seed === 0 && columnOf(config) === column);
  const drawn = ROWS.filter(([, , model]) => model === "pairwise").flatMap(([name]): Curve[] => {
    const cell = own.find(({ config }) => rowOf(config) === name);
    const values = cell?.metrics.validationNll;
    if (!Array.isArray(values)) return [];
    const points = values.filter(isFiniteNumber).map((nll, i): [number, number] => {
      return [FIT.every * (i + 1), nll];
    });
    const short = name.replace(/^pairwise, (ranking )?/, "").replace("contrastive", "contr.");
    return [{ name: short, points, reference: short === "exact MLE" }];
  });
  if (drawn.length === 0) return [];
  return [
    curves({
      name: `validation-nll-${fileName(column)}`,
      title: `Exact NLL of validation rows: ${column}`,
      subtitle: "pairwise models, at the learning rate chosen; dashed: exact likelihood",
      description: `Exact negative log-likelihood over steps, ${column}, by loss.`,
      x: "step",
      y: "exact NLL (nats)",
      curves: drawn,
    }),
  ];
}

function rowOf(cell: SyntheticCell): string {
  if (cell.method === "truth") return TRUTH;
  const { method, model, draws, fit } = cell;
  return ROWS.find(([, ...row]) => {
    return isDeepStrictEqual(
      [method, model, draws, fit.hidden],
      [...row.slice(0, 3), row[3] ?? []],
    );
  })![0];
}

function columnOf({ task }: SyntheticCell): string {
  return COLUMNS.find((column) => isDeepStrictEqual(TASKS[column], task))!;
}

function fileName(...parts: readonly (string | number)[]): string {
  return parts
    .map((part) => (typeof part === "number" ? `seed${part}` : part))
    .join("-")
    .replaceAll(/[ ,=]+/g, "-");
}
