import { key, normal } from "@ebm/core";
import type { Study } from "../../../studies/study.js";
import { GRID } from "./surface-grid.js";
import { surfacePlot } from "./surface-plot.js";

/** The self-normalised likelihood of a Gaussian, over its mean θ and b. */
export type SurfaceCell = { readonly seed: number; readonly points: number };

const LOG_Z = Math.log(2 * Math.PI) / 2;

const ABOUT = `The Gaussian energy E(x) = (x − θ)² / 2 of unit variance, whose log Z is log √(2π) = 0.919, at 200 draws of N(½, 1):

    ℓ(θ, b) = meanᵢ [−E(xᵢ)] − b − e⁻ᵇ Z + 1.

For each θ it is largest at b = log Z, where it is the log-likelihood; and so the largest of all is at the mean of the draws. The cell
has the surface, and how far its maxima on a grid of 101² are from that.`;

/** The surface of the paper's first figure. */
export const surfaceStudy: Study<SurfaceCell> = {
  paper: "snl",
  kind: "figure",
  name: "snl-surface",
  title: "The self-normalised likelihood of a Gaussian",
  about: ABOUT,
  seeds: [0],
  cells: (seed) => ({ [`surface-seed${seed}`]: { seed, points: 200 } }),
  run: async ({ seed, points }) => {
    const x = Float64Array.from(normal(key(seed), points), (z) => z + 0.5);
    const mean = x.reduce((a, b) => a + b, 0) / points;
    const square = x.reduce((sum, value) => sum + value ** 2, 0) / points;
    const { side, theta: thetas, b: bs } = GRID;
    const at = ([low, high]: readonly [number, number], i: number): number =>
      low + ((high - low) * i) / (side - 1);
    const likelihood = (theta: number, b: number): number =>
      -(square - 2 * theta * mean + theta ** 2) / 2 - b - Math.exp(LOG_Z - b) + 1;
    const surface = Array.from({ length: side ** 2 }, (_, i) =>
      likelihood(at(thetas, i % side), at(bs, side - 1 - Math.floor(i / side))),
    );
    let [farthestB, largestGap] = [0, 0];
    for (let i = 0; i < side; i++) {
      const column = Array.from({ length: side }, (_, j) => likelihood(at(thetas, i), at(bs, j)));
      const top = Math.max(...column);
      farthestB = Math.max(farthestB, Math.abs(at(bs, column.indexOf(top)) - LOG_Z));
      largestGap = Math.max(largestGap, likelihood(at(thetas, i), LOG_Z) - top);
    }
    const best = surface.indexOf(Math.max(...surface));
    return {
      mean,
      bestTheta: at(thetas, best % side),
      bestB: at(bs, side - 1 - Math.floor(best / side)),
      farthestB,
      largestGap,
      surface: surface.map((value) => Number(value.toFixed(4))),
    };
  },
  tables: [
    {
      title: "Maxima on the grid, whose steps are 0.05 in θ and 0.03 in b",
      metric: {
        "mean of the draws": "mean",
        "best θ": "bestTheta",
        "best b": "bestB",
        "largest distance of a best b from log Z": "farthestB",
        "log-likelihood above the largest of a θ": "largestGap",
      },
      decimals: 4,
      rows: ["surface"],
      columns: [
        "mean of the draws",
        "best θ",
        "best b",
        "largest distance of a best b from log Z",
        "log-likelihood above the largest of a θ",
      ],
      place: () => ["surface"],
    },
  ],
  plots: (cells) => cells.flatMap(({ metrics }) => surfacePlot(metrics)),
};
