import type { Plot } from "../../report/plot.js";
import { curves } from "../../report/plots/curves.js";
import { curvesOf } from "../../studies/curves-of.js";
import { gridStudy } from "../../studies/grid.js";
import type { Cell, Study } from "../../studies/study.js";
import { type HighDimensionCell, runHighDimensionCell } from "./high-dimension.js";

/** Steps with all neighbors are slow, so there are fewer of them. */
const TRAINING = {
  "ratio matching": { steps: 120, learningRate: 4e-3 },
  Hyvärinen: { steps: 120, learningRate: 4e-3 },
  "RMwGGIS (advanced)": { steps: 1500, learningRate: 4e-3 },
  RMwRAND: { steps: 1500, learningRate: 1e-3 },
  "Hyvärinen, sampled": { steps: 1500, learningRate: 4e-3 },
} as const;
const METHODS = Object.keys(TRAINING) as (keyof typeof TRAINING)[];

/** Figure 2: convergence with many bits. */
export const highDimensionStudy: Study<HighDimensionCell> = gridStudy({
  paper: "rmwggis",
  kind: "figure",
  name: "high-dimension",
  title: "Convergence at 256 bits",
  seeds: 1,
  rows: METHODS,
  config: (method, _, seed): HighDimensionCell => ({
    seed,
    dataset: "2spirals",
    dim: 256,
    method,
    neighbors: 10,
    hidden: [128, 128, 128],
    batchSize: 128,
    ...TRAINING[method],
    l2: 0,
    looks: 25,
  }),
  run: runHighDimensionCell,
  tolerance: { finalPseudoNll: 0.5, finalBeta: 0.5 },
  tables: [
    {
      title: "At the end",
      metric: {
        "pseudo-NLL, nats": "finalPseudoNll",
        "best β": "finalBeta",
        "training, s": "totalSeconds",
      },
      better: "lower",
    },
  ],
  plots: (cells) =>
    cells.length === 0
      ? []
      : [plotOf(cells, "seconds", "seconds of training"), plotOf(cells, "step", "step")],
});

function plotOf(cells: readonly Cell<HighDimensionCell>[], x: string, title: string): Plot {
  return curves({
    name: `by-${x}`,
    title: "2spirals as 256 bits",
    subtitle: "pseudo-likelihood of fresh rows; dashed: all neighbors, Eq. 4",
    description: `Negative pseudo-likelihood over ${title}, by method.`,
    x: title,
    y: "−log pseudo-likelihood (nats)",
    curves: curvesOf(cells, {
      x,
      y: "pseudoNll",
      rows: Object.fromEntries(METHODS.map((name) => [name.replace(" (advanced)", ""), name])),
      reference: "ratio matching",
    }),
  });
}
