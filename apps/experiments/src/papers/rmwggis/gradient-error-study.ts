import { LIGHT } from "../../report/colors.js";
import { layered } from "../../report/drawing/layered.js";
import { logarithmic } from "../../report/drawing/logarithmic.js";
import { textWidth } from "../../report/drawing/text-width.js";
import { isFiniteNumber } from "../../report/is-finite-number.js";
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

const OBJECTIVES = ["Eq. 4", "Hyvärinen"] as const;
/** By the scale of their weights. */
const NETWORKS = { smooth: 1, rough: 1.5 } as const;

const ABOUT = `Estimators of ratio matching with 5 of 16 neighbours, by 1,000 draws of them, against all 16: a batch of 8
rows, a network 16-24-24-1 of SiLU as initialised ("smooth") or with one and a half times the weights ("rough"). Errors are in
parts of the full value and of the norm of the full gradient; the bias of a gradient is at least its noise. "attached"
lets the gradient through the weights, as the published code does; "corrected" takes what the linear energy tells of all
neighbours and estimates the rest; draws without replacement are weighted by one over the probability to be drawn, where
weights 1/(s·n) would be off by a third. "advanced" estimates another objective, and is here for the record.`;

/** How good the estimators are, whatever is trained by them. */
export const gradientErrorStudy: Study<GradientErrorCell> = {
  paper: "rmwggis",
  kind: "figure",
  name: "gradient-error",
  title: "Errors of the estimators and of their gradients",
  about: ABOUT,
  seeds: [0],
  cells: (seed) =>
    Object.fromEntries(
      OBJECTIVES.flatMap((objective) =>
        Object.entries(NETWORKS).flatMap(([network, scale]) =>
          Object.entries(ROWS).map(([name, row]): [string, GradientErrorCell] => [
            [
              objective === "Eq. 4" ? "eq4" : "hyvarinen",
              network,
              fileName(name),
              `seed${seed}`,
            ].join("-"),
            { seed, objective, scale, ...row, neighbors: 5, draws: 1000 },
          ]),
        ),
      ),
    ),
  run: runGradientErrorCell,
  tables: OBJECTIVES.flatMap((objective) =>
    Object.entries(NETWORKS).map(([network, scale]) => ({
      title: `${objective}, ${network}`,
      metric: {
        "value: bias %": "valueBias",
        "value: deviation %": "valueDeviation",
        "gradient: bias": "gradientBias",
        "its noise": "gradientBiasNoise",
        "gradient: RMSE": "gradientRmse",
      },
      decimals: 3,
      better: "lower" as const,
      rows: Object.keys(ROWS),
      columns: [
        "value: bias %",
        "value: deviation %",
        "gradient: bias",
        "its noise",
        "gradient: RMSE",
      ],
      place: (config: GradientErrorCell) =>
        config.objective === objective && config.scale === scale
          ? ([nameOf(config)] as const)
          : undefined,
    })),
  ),
  plots: (cells) => OBJECTIVES.flatMap((objective) => plotsOf(cells, objective)),
};

function plotsOf(cells: readonly Cell<GradientErrorCell>[], objective: string) {
  const values = cells
    .filter(({ config }) => config.objective === objective && config.estimator !== "unweighted")
    .map(({ config, metrics }) => ({
      estimator: nameOf(config),
      network: config.scale === NETWORKS.smooth ? "smooth" : "rough",
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
        subtitle: "root mean square, in norms of the full gradient; 5 of 16 neighbours",
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
                scale: { domain: Object.keys(NETWORKS), range: [LIGHT.accent, LIGHT.contrast] },
                legend: { title: null, labelFontSize: 13, labelColor: LIGHT.ink },
              },
            },
          },
        ],
      }),
    },
  ];
}

function nameOf({ sampler, guidance, estimator }: Row): string {
  const [name] = Object.entries(ROWS).find(([, row]) => {
    return row.sampler === sampler && row.guidance === guidance && row.estimator === estimator;
  })!;
  return name;
}

function fileName(name: string): string {
  return name
    .replace("½", "half")
    .replaceAll(/[^a-z]+/g, "-")
    .replace(/-$/, "");
}
