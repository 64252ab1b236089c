import { LIGHT } from "../../report/colors.js";
import { layered } from "../../report/drawing/layered.js";
import { logarithmic } from "../../report/drawing/logarithmic.js";
import { textWidth } from "../../report/drawing/text-width.js";
import { isFiniteNumber } from "../../report/is-finite-number.js";
import type { Plot } from "../../report/plot.js";
import { gridStudy } from "../../studies/grid.js";
import type { Cell, Study } from "../../studies/study.js";
import { type GradientErrorCell, runGradientErrorCell } from "./gradient-error.js";

type Row = Pick<GradientErrorCell, "sampler" | "guidance" | "estimator">;

const ROWS: Readonly<Record<string, Row>> = {
  "uniform, with replacement": {
    sampler: "with replacement",
    guidance: 0,
    estimator: "weighted",
  },
  "with replacement": { sampler: "with replacement", guidance: 1, estimator: "weighted" },
  "with, attached": { sampler: "with replacement", guidance: 1, estimator: "attached" },
  "with, corrected": { sampler: "with replacement", guidance: 1, estimator: "corrected" },
  "without replacement": { sampler: "without replacement", guidance: 1, estimator: "weighted" },
  "without, corrected": { sampler: "without replacement", guidance: 1, estimator: "corrected" },
  "stratified, corrected": { sampler: "stratified", guidance: 1, estimator: "corrected" },
  "systematic, corrected": { sampler: "systematic", guidance: 1, estimator: "corrected" },
  "default: ½ uniform": { sampler: "systematic", guidance: 0.5, estimator: "corrected" },
  "advanced (unweighted)": {
    sampler: "without replacement",
    guidance: 1,
    estimator: "unweighted",
  },
};

/** The objectives, and networks by the scale of their weights. */
const COLUMNS = {
  "Eq. 4, smooth": { objective: "Eq. 4", scale: 1 },
  "Eq. 4, rough": { objective: "Eq. 4", scale: 1.5 },
  "Hyvärinen, smooth": { objective: "Hyvärinen", scale: 1 },
  "Hyvärinen, rough": { objective: "Hyvärinen", scale: 1.5 },
} as const;

/** Errors of the estimators, without training. */
export const gradientErrorStudy: Study<GradientErrorCell> = gridStudy({
  paper: "rmwggis",
  kind: "figure",
  name: "gradient-error",
  title: "Errors of the estimators and of their gradients",
  seeds: 1,
  rows: ROWS,
  columns: COLUMNS,
  config: (row, column, seed): GradientErrorCell => ({
    seed,
    ...column,
    ...row,
    neighbors: 5,
    draws: 1000,
  }),
  run: runGradientErrorCell,
  tables: Object.keys(COLUMNS).map((column) => ({
    title: column,
    column,
    metric: {
      "value: bias %": "valueBias",
      "value: deviation %": "valueDeviation",
      "gradient: bias": "gradientBias",
      "its noise": "gradientBiasNoise",
      "gradient: RMSE": "gradientRmse",
    },
    decimals: 3,
    better: "lower",
  })),
  plots: (cells) => ["Eq. 4", "Hyvärinen"].flatMap((objective) => plotsOf(cells, objective)),
});

function plotsOf(cells: readonly Cell<GradientErrorCell>[], objective: string): Plot[] {
  const values = cells
    .filter(({ config }) => config.objective === objective && config.estimator !== "unweighted")
    .map(({ row, column, metrics }) => ({
      estimator: row,
      network: column.replace(`${objective}, `, ""),
      rmse: metrics.gradientRmse,
    }));
  if (values.length === 0) return [];
  const errors = values.map(({ rmse }) => rmse).filter(isFiniteNumber);
  const x = logarithmic("rmse", "RMSE", { base: 10, values: errors });
  const name = objective === "Eq. 4" ? "eq4" : "hyvarinen";
  return [
    {
      name,
      description: `Root mean squared error of the gradient of ${objective}, by estimator.`,
      spec: layered({
        title: `Error of the gradient, ${objective}`,
        subtitle: "root mean square, in norms of the full gradient; 5 of 16 neighbors",
        values,
        left: 16 + Math.max(...Object.keys(ROWS).map(textWidth)),
        right: 90,
        height: 380,
        layer: [
          {
            mark: { type: "point", filled: true, size: 70, opacity: 0.9 },
            encoding: {
              y: {
                field: "estimator",
                type: "nominal",
                title: null,
                sort: Object.keys(ROWS),
                axis: { labelColor: LIGHT.ink, labelLimit: 0, grid: true },
              },
              x,
              color: {
                field: "network",
                type: "nominal",
                scale: { domain: ["smooth", "rough"], range: [LIGHT.accent, LIGHT.contrast] },
                legend: { title: null, labelFontSize: 13, labelColor: LIGHT.ink },
              },
            },
          },
        ],
      }),
    },
  ];
}
