import { CONVERGENCE_F1, CONVERGENCE_LOSS } from "../../published/joint-partition.js";
import { isFiniteNumber } from "../../report/is-finite-number.js";
import type { Plot } from "../../report/plot.js";
import { type Curve, curves } from "../../report/plots/curves.js";
import type { Cell, Study } from "../../studies/study.js";
import { type ConvergenceCell, MARKS, runConvergenceCell } from "./convergence.js";

type Row = readonly [
  name: string,
  draws: ConvergenceCell["draws"],
  samples: number,
  shared: boolean,
  steps?: number,
];

const EXACT = "exact MLE";

const ROWS: readonly Row[] = [
  [EXACT, "none", 0, false],
  ["M = 1e5", "prior", 1e5, true, 1000],
  ["M = 1000", "prior", 1000, true],
  ["M = 100", "prior", 100, true],
  ["M = 10", "prior", 10, true],
  ["M = 1", "prior", 1, true],
  ["M = 10, own draws", "prior", 10, false],
  ["M = 1, own draws", "prior", 1, false],
  ["mixture, M = 10", "mixture", 10, false],
  ["mean field, M = 10", "mean field", 10, false],
];

const ABOUT = `Linear scores that start at zero, all training rows (80 %) at each step, Adam at 1e-4 for 5,000 steps;
τ is a network of 128 hidden units. The loss is the exact negative log-likelihood of the training rows, in closed
form, whatever was trained. Draws from the prior are fair bits, which all rows of a step share, but where each has
"own draws". The mixture draws nine of ten from the independent bits of each row's model as it is and one from the
prior, the mean field all of them from those bits; both with importance weights. The optimizer, its rate and the preprocessing of
the paper are MISSING; these settings fit its figure. M = 1e5 ends at step 1,000, since a step of it takes a second.`;

/** Figure 8.1: what is lost by how many draws, on cal500, of 2¹⁷⁴ configurations. */
export const convergenceStudy: Study<ConvergenceCell> = {
  paper: "joint-partition",
  kind: "figure",
  name: "convergence",
  title: "Convergence by the number of draws, on cal500",
  about: ABOUT,
  seeds: [0],
  cells: (seed) =>
    Object.fromEntries(
      ROWS.map(([row, draws, samples, shared, steps = 5000]): [string, ConvergenceCell] => [
        `${row.replace(" = ", "").replaceAll(/,? /g, "-")}-seed${seed}`,
        {
          seed,
          dataset: "cal500",
          draws,
          samples,
          shared,
          steps,
          every: 100,
          learningRate: 1e-4,
          logPartitionHidden: [128],
        },
      ]),
    ),
  run: runConvergenceCell,
  tables: [
    {
      title: "Training loss, nats",
      metric: Object.fromEntries(MARKS.map((step) => [`${step}`, `loss${step}`])),
      decimals: 1,
      better: "lower",
      rows: ROWS.map(([row]) => row),
      columns: MARKS.map(String),
      place: (config) => [nameOf(config)],
      published: CONVERGENCE_LOSS,
    },
    {
      title: "Test F1 × 100, micro",
      metric: { "step 1000": "f1At1000", "step 5000": "f1At5000" },
      decimals: 1,
      rows: ROWS.map(([row]) => row),
      columns: ["step 1000", "step 5000"],
      place: (config) => [nameOf(config)],
      published: CONVERGENCE_F1,
    },
  ],
  plots: (cells) => [
    plotOf(cells, { series: "loss", title: "Training loss", axis: "exact NLL (nats)" }),
    plotOf(cells, { series: "testF1", title: "Test F1", axis: "F1 × 100, micro" }),
    plotOf(cells, {
      series: "gradNorm",
      title: "Norm of the gradient",
      axis: "‖∇‖",
      log: { y: 10 },
    }),
  ],
};

/** All but those that differ from others in the sharing alone: the tables have them. */
const inPlots = ([, draws, , shared]: Row): boolean => draws !== "prior" || shared;

function nameOf({ draws, samples, shared }: ConvergenceCell): string {
  return ROWS.find((row) => row[1] === draws && row[2] === samples && row[3] === shared)![0];
}

function plotOf(
  cells: readonly Cell<ConvergenceCell>[],
  {
    series,
    title,
    axis,
    log = {},
  }: {
    readonly series: string;
    readonly title: string;
    readonly axis: string;
    readonly log?: { readonly y?: number };
  },
): Plot {
  const drawn = ROWS.filter(inPlots).flatMap(([name]): Curve[] => {
    const cell = cells.find(({ config }) => nameOf(config) === name);
    const [steps, values] = [cell?.metrics.step, cell?.metrics[series]].map((of) =>
      Array.isArray(of) ? of : [],
    );
    const points = steps!.flatMap((step, i): [number, number][] =>
      isFiniteNumber(values![i]) ? [[step, values![i]]] : [],
    );
    return points.length > 0 ? [{ name, points, reference: name === EXACT }] : [];
  });
  return curves({
    name: series.replace("F1", "-f1").replace("N", "-n"),
    title: `${title} on cal500`,
    subtitle: "by the draws of a step; dashed: the exact likelihood",
    description: `${title} over steps, by the number of draws.`,
    x: "step",
    y: axis,
    log,
    curves: drawn,
  });
}
