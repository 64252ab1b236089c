import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import { runSurfaceCell, type SurfaceCell } from "./surface/surface-cell.js";
import { surfacePlot } from "./surface/surface-plot.js";

/** The surface of the paper's first figure. */
export const surfaceStudy: Study<SurfaceCell> = gridStudy({
  paper: "snl",
  kind: "figure",
  name: "snl-surface",
  title: "The self-normalized likelihood of a Gaussian",
  seeds: 1,
  rows: ["surface"],
  config: (_, __, seed): SurfaceCell => ({ seed, points: 200 }),
  run: async (cell) => runSurfaceCell(cell),
  tables: [
    {
      title: "Maxima on the grid, with steps of 0.05 in θ and 0.03 in b",
      metric: {
        "mean of the samples": "mean",
        "best θ": "bestTheta",
        "best b": "bestB",
        "largest distance of a best b from log Z": "farthestB",
        "log-likelihood above the largest on the grid": "largestGap",
      },
      decimals: 4,
    },
  ],
  plots: (cells) => cells.flatMap(({ metrics }) => surfacePlot(metrics)),
});
