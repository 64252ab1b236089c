import { CONVERGENCE_F1, CONVERGENCE_LOSS } from "../../published/joint-partition.js";
import type { Plot } from "../../report/plot.js";
import { curves } from "../../report/plots/curves.js";
import { curvesOf } from "../../studies/curves-of.js";
import { gridStudy } from "../../studies/grid.js";
import type { Cell, Study } from "../../studies/study.js";
import { type ConvergenceCell, MARKS, runConvergenceCell } from "./convergence.js";

const ROWS = {
  "exact MLE": { draws: "none", samples: 0, shared: false },
  "M = 1e5": { draws: "prior", samples: 1e5, shared: true, steps: 1000 },
  "M = 1000": { draws: "prior", samples: 1000, shared: true },
  "M = 100": { draws: "prior", samples: 100, shared: true },
  "M = 10": { draws: "prior", samples: 10, shared: true },
  "M = 1": { draws: "prior", samples: 1, shared: true },
  "M = 10, own draws": { draws: "prior", samples: 10, shared: false },
  "M = 1, own draws": { draws: "prior", samples: 1, shared: false },
  "mixture, M = 10": { draws: "mixture", samples: 10, shared: false },
  "mean field, M = 10": { draws: "mean field", samples: 10, shared: false },
} as const;

/** Figure 8.1: the loss by the number of samples, on cal500 with its 2¹⁷⁴ configurations. */
export const convergenceStudy: Study<ConvergenceCell> = gridStudy({
  paper: "joint-partition",
  kind: "figure",
  name: "convergence",
  title: "Convergence by the number of samples, on cal500",
  seeds: 1,
  rows: ROWS,
  config: (row, _, seed): ConvergenceCell => ({
    seed,
    dataset: "cal500",
    steps: 5000,
    ...row,
    every: 100,
    learningRate: 1e-4,
    logPartitionHidden: [128],
  }),
  run: runConvergenceCell,
  tables: [
    {
      title: "Training loss, nats",
      metric: Object.fromEntries(MARKS.map((step) => [`${step}`, `loss${step}`])),
      decimals: 1,
      better: "lower",
      published: CONVERGENCE_LOSS,
    },
    {
      title: "Test F1 × 100, micro",
      metric: { "step 1000": "f1At1000", "step 5000": "f1At5000" },
      decimals: 1,
      published: CONVERGENCE_F1,
    },
  ],
  plots: (cells) => [
    plotOf(cells, { series: "loss", title: "Training loss", axis: "exact NLL (nats)" }),
    plotOf(cells, { series: "testF1", title: "Test F1", axis: "F1 × 100, micro" }),
    plotOf(cells, { series: "gradNorm", title: "Gradient norm", axis: "‖∇‖", log: true }),
  ],
});

interface PlotOptions {
  readonly series: string;
  readonly title: string;
  readonly axis: string;
  readonly log?: boolean;
}

function plotOf(cells: readonly Cell[], { series, title, axis, log = false }: PlotOptions): Plot {
  // the tables have the rows that differ in sharing alone
  const names = Object.keys(ROWS).filter((name) => !name.endsWith("own draws"));
  const rows = Object.fromEntries(names.map((name) => [name, name]));
  return curves({
    name: series.replace("F1", "-f1").replace("N", "-n"),
    title: `${title} on cal500`,
    subtitle: "by samples per step; dashed: the exact likelihood",
    description: `${title} over steps, by the number of samples.`,
    x: "step",
    y: axis,
    log: log ? { y: 10 } : {},
    curves: curvesOf(cells, { x: "step", y: series, rows, reference: "exact MLE" }),
  });
}
