import type { Plot } from "../../report/plot.js";
import { curves } from "../../report/plots/curves.js";
import { curvesOf } from "../../studies/curves-of.js";
import { gridStudy } from "../../studies/grid.js";
import type { Cell, Study } from "../../studies/study.js";
import {
  type DimensionCell,
  type EstimatorName,
  runDimensionCell,
} from "./dimension/dimension-cell.js";

const ESTIMATORS: readonly EstimatorName[] = [
  "gaussian",
  "gaussian × 1.5",
  "student-t",
  "mixture of 20",
  "defensive mixture of 20",
  "AIS from the gaussian",
];

const table = { decimals: 4, better: "lower" } as const;

/** Estimates of log Z as dimensions grow. */
export const dimensionStudy: Study<DimensionCell> = gridStudy({
  paper: "snl",
  kind: "figure",
  name: "dimension",
  title: "The normalizer by dimension",
  seeds: 1,
  rows: ESTIMATORS,
  columns: Object.fromEntries([1, 2, 4, 8, 16, 32].map((dim) => [`D = ${dim}`, dim])),
  config: (estimator, dim, seed): DimensionCell => ({
    seed,
    dim,
    estimator,
    repeats: 200,
    evaluations: 3000,
  }),
  run: runDimensionCell,
  tables: [
    { ...table, title: "Bias of log Ẑ, nats", metric: "bias" },
    { ...table, title: "Standard deviation of log Ẑ, nats", metric: "deviation" },
    { ...table, title: "Standard deviation of Ẑ / Z", metric: "ratioDeviation" },
    { ...table, title: "Mean of Ẑ / Z", metric: "ratio" },
  ],
  plots: (cells) => [
    plotOf(cells, { name: "bias", y: "bias", title: "Bias of log Ẑ", axis: "bias (nats)" }),
    plotOf(cells, {
      name: "spread",
      y: "ratioDeviation",
      title: "Spread of Ẑ / Z",
      axis: "standard deviation",
      log: true,
    }),
  ],
});

interface PlotOptions {
  readonly name: string;
  readonly y: string;
  readonly title: string;
  readonly axis: string;
  readonly log?: boolean;
}

function plotOf(
  cells: readonly Cell<DimensionCell>[],
  { name, y, title, axis, log = false }: PlotOptions,
): Plot {
  return curves({
    name,
    title,
    subtitle: "3,000 evaluations each, by the dimension D; dashed: annealed",
    description: `${title} against the dimension, by the proposal.`,
    x: "D",
    y: axis,
    log: { x: 2, ...(log && { y: 10 }) },
    curves: curvesOf(cells, {
      x: ({ config }) => config.dim,
      y,
      rows: Object.fromEntries(ESTIMATORS.map((name) => [shortOf(name), name])),
      reference: "AIS",
    }),
  });
}

/** Shortens a name to fit beside a plot. */
const shortOf = (name: EstimatorName): string =>
  name.replace("defensive mixture of 20", "defensive mixture").replace(" from the gaussian", "");
