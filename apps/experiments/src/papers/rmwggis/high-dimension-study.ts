import type { Plot } from "../../report/plot.js";
import { type Curve, curves } from "../../report/plots/curves.js";
import type { Cell, Study } from "../../studies/study.js";
import { type HighDimensionCell, runHighDimensionCell } from "./high-dimension.js";

/** Of all neighbours a step is dear, and there are fewer. */
const METHODS = [
  ["ratio matching", "ratio-matching", 120],
  ["Hyvärinen", "hyvarinen", 120],
  ["RMwGGIS (advanced)", "advanced", 1500],
  ["RMwRAND", "random", 1500],
  ["Hyvärinen, sampled", "hyvarinen-sampled", 1500],
] as const;

const ABOUT = `2spirals as 256 bits a point, 125 of which never change. What is drawn is the pseudo-likelihood of 128
fresh rows, −Σ log p(bit | all others), over the seconds that training took, at the temperature that is best for it, so
that Eq. 4 is not blamed for its own. Full ratio matching takes all 256 neighbours of a row, the others ten. A network
of three hidden layers of 128 units, batches of 128 fresh rows, Adam from 4e-3 (RMwRAND 1e-3, the gradient of which is
the noisiest) to 0 as a cosine over the steps shown, the gradient clipped at 1.`;

/** Figure 2: how fast many bits are learned. */
export const highDimensionStudy: Study<HighDimensionCell> = {
  paper: "rmwggis",
  kind: "figure",
  name: "high-dimension",
  title: "Convergence at 256 bits",
  about: ABOUT,
  seeds: [0],
  cells: (seed) =>
    Object.fromEntries(
      METHODS.map(([method, fileName, steps]): [string, HighDimensionCell] => [
        `${fileName}-seed${seed}`,
        {
          seed,
          dataset: "2spirals",
          dim: 256,
          method,
          neighbors: 10,
          hidden: [128, 128, 128],
          batchSize: 128,
          steps,
          learningRate: method === "RMwRAND" ? 1e-3 : 4e-3,
          l2: 0,
          looks: 25,
        },
      ]),
    ),
  run: runHighDimensionCell,
  tables: [
    {
      title: "At the end",
      metric: {
        "pseudo-NLL, nats": "finalPseudoNll",
        "best β": "finalBeta",
        "training, s": "totalSeconds",
      },
      better: "lower",
      rows: METHODS.map(([method]) => method),
      columns: ["pseudo-NLL, nats", "best β", "training, s"],
      place: ({ method }) => [method],
    },
  ],
  plots: (cells) =>
    cells.length === 0
      ? []
      : [plotOf(cells, "seconds", "seconds of training"), plotOf(cells, "step", "step")],
};

function plotOf(cells: readonly Cell<HighDimensionCell>[], by: string, x: string): Plot {
  return curves({
    name: `by-${by}`,
    title: "2spirals as 256 bits",
    subtitle: "pseudo-likelihood of fresh rows; dashed: all neighbours, Eq. 4",
    description: `Negative pseudo-likelihood over ${x}, by method.`,
    x,
    y: "−log pseudo-likelihood (nats)",
    curves: METHODS.flatMap(([method]): Curve[] => {
      const metrics = cells.find(({ config }) => config.method === method)?.metrics;
      if (!metrics) return [];
      const [xs, ys] = [metrics[by], metrics.pseudoNll] as [number[], number[]];
      const points = xs.map((x, i): [number, number] => [x, ys[i]!]);
      return [
        { name: method.replace(" (advanced)", ""), points, reference: method === "ratio matching" },
      ];
    }),
  });
}
