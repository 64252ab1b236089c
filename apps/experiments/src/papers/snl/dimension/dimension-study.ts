import { isFiniteNumber } from "../../../report/is-finite-number.js";
import type { Plot } from "../../../report/plot.js";
import { curves } from "../../../report/plots/curves.js";
import type { Cell, ResultTable, Study } from "../../../studies/study.js";
import { type DimensionCell, type EstimatorName, runDimensionCell } from "./dimension-cell.js";

const ESTIMATORS: readonly EstimatorName[] = [
  "gaussian",
  "gaussian × 1.5",
  "student-t",
  "mixture of 20",
  "defensive mixture of 20",
  "AIS from the gaussian",
];

/** Names that fit beside a plot. */
const SHORT: Readonly<Partial<Record<EstimatorName, string>>> = {
  "defensive mixture of 20": "defensive mixture",
  "AIS from the gaussian": "AIS",
};

const DIMS = [1, 2, 4, 8, 16, 32] as const;

const ABOUT = `The target is a product of D mixtures of two Gaussians of deviation ½, around ±1, of 2ᴰ modes, as an energy with log Z = 3; nothing is learned but the proposals, which are fitted to 5,000 draws of it. An estimate takes 3,000 evaluations: as many draws, or for
AIS 20 chains over 50 temperatures by MALA. There are 200 estimates of each. Ẑ is unbiased, so that the mean of Ẑ / Z falls short of 1
only where its tail was not seen in 200 estimates; its deviation is √(χ²(p‖q) / draws), the noise of SNL's gradient in b. log Ẑ is too small on average,
which is the bias of IS.`;

/** How estimates of log Z fare as dimensions grow. */
export const dimensionStudy: Study<DimensionCell> = {
  paper: "snl",
  kind: "figure",
  name: "dimension",
  title: "The normaliser by dimension",
  about: ABOUT,
  seeds: [0],
  cells: (seed) =>
    Object.fromEntries(
      ESTIMATORS.flatMap((estimator) =>
        DIMS.map((dim): [string, DimensionCell] => [
          `${estimator.replaceAll(/[ ×]+/g, "-")}-D${dim}-seed${seed}`,
          { seed, dim, estimator, repeats: 200, evaluations: 3000 },
        ]),
      ),
    ),
  run: runDimensionCell,
  tables: [
    table("Bias of log Ẑ, nats", "bias"),
    table("Standard deviation of log Ẑ, nats", "deviation"),
    table("Standard deviation of Ẑ / Z", "ratioDeviation"),
    table("Mean of Ẑ / Z", "ratio"),
  ],
  plots: (cells) => [
    plotOf(cells, "bias", "Bias of log Ẑ", "bias (nats)"),
    plotOf(cells, "ratioDeviation", "Spread of Ẑ / Z", "standard deviation"),
  ],
};

function plotOf(
  cells: readonly Cell<DimensionCell>[],
  metric: string,
  title: string,
  y: string,
): Plot {
  const drawn = ESTIMATORS.map((name) => ({
    name: SHORT[name] ?? name,
    reference: name === "AIS from the gaussian",
    points: DIMS.flatMap((dim): [number, number][] => {
      const cell = cells.find(({ config }) => config.estimator === name && config.dim === dim);
      const value = cell?.metrics[metric];
      return isFiniteNumber(value) ? [[dim, value]] : [];
    }),
  })).filter(({ points }) => points.length > 0);
  return curves({
    name: metric === "bias" ? "bias" : "spread",
    title,
    subtitle: "of 3,000 evaluations, by the dimension D; dashed: annealed",
    description: `${title} against the dimension, by the proposal.`,
    x: "D",
    y,
    log: { x: 2, ...(metric === "bias" ? {} : { y: 10 }) },
    curves: drawn,
  });
}

function table(title: string, metric: string): ResultTable<DimensionCell> {
  return {
    title,
    metric,
    decimals: 4,
    better: "lower",
    rows: ESTIMATORS,
    columns: DIMS.map((dim) => `D = ${dim}`),
    place: ({ estimator, dim }) => [estimator, `D = ${dim}`],
  };
}
