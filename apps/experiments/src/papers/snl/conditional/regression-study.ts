import type { Cell, ResultTable, Study } from "../../../studies/study.js";
import type { ConditionalCell, ConditionalProtocol } from "./conditional-cell.js";
import { conditionalPictures } from "./conditional-pictures.js";
import { runConditionalCell } from "./run-conditional-cell.js";

const AUTHORS: ConditionalProtocol = {
  features: [10, 10],
  response: [50, 50],
  joint: [50, 50],
  logNormalizer: [10],
  mixture: { hidden: [10, 10], components: 2 },
  share: 0,
  activation: "relu",
  batchSize: 32,
  draws: 32,
  steps: 1575,
  learningRate: 1e-2,
  schedule: "constant",
  l2: 5e-4,
  weightDecay: 0,
  every: 63,
  validationDraws: 256,
};

const BEST: ConditionalProtocol = {
  ...AUTHORS,
  features: [32, 32],
  mixture: { hidden: [32, 32], components: 4 },
  share: 0.1,
  batchSize: 64,
  steps: 3000,
  learningRate: 3e-3,
  schedule: "cosine",
  l2: 0,
  weightDecay: 0.01,
  every: 100,
};

type Row = readonly [
  name: string,
  file: string,
  cell: Pick<ConditionalCell, "method" | "proposal" | "base" | "variant">,
];

const row = (
  name: string,
  file: string,
  method: ConditionalCell["method"],
  proposal: ConditionalCell["proposal"],
  variant: ConditionalCell["variant"] = "authors",
): Row => [
  name,
  file,
  { method, proposal, variant, base: variant === "best" ? "proposal" : "none" },
];

const ROWS: readonly Row[] = [
  row("SNL, Gaussian draws", "snl-gaussian", "SNL", "gaussian"),
  row("SNL, mixture draws", "snl", "SNL", "mixture"),
  row("IS, mixture draws", "is", "IS", "mixture"),
  row("NCE, mixture draws", "nce", "NCE", "mixture"),
  row("Gaussian network", "gaussian", "Gaussian network", "mixture"),
  row("mixture network", "mixture", "mixture network", "mixture"),
  row("SNL, best settings", "best", "SNL", "mixture", "best"),
  row("mixture network, best settings", "mixture-best", "mixture network", "mixture", "best"),
];

const SETS = ["1d_regression_1"];

const ABOUT = `Pairs of each seed are drawn anew: 2,000 for training, 1,000 that choose the step to stop at, 1,000 for testing, of which the first 500 are used. The
likelihood is exact: log Z(x) is from Simpson's rule with 4,001 nodes on [−4, 5], at each test x. That of validation pairs is estimated with 256 draws, half
of them wide: with draws of the proposal alone, what it misses looks like likelihood, and the step that was chosen was the first. The true density is known,
and evaluated at the same pairs.

The first rows are the authors' own protocol, from their code of May 2023: rectifiers, 10 and 10 for x, 50 and 50 for y, 50 and
50 for both, b(x) of 10 units on the features of x, Adam at 1e-2 with a penalty of 5e-4, 32 data and 32 draws a step, 25 epochs;
draws of a Gaussian fitted to all y, or of a mixture of two whose network is trained beside. E = f, not tilted. The best
settings: draws of a mixture of four with a tenth of a Gaussian twice as wide as y, E tilted from that, features of 32 units,
AdamW with a cosine decay from 3e-3, 3,000 steps of 64 data and 32 draws for each. A run that diverged has no likelihood, and
neither has its row a mean.`;

/** Regressions whose conditional density is known. */
export const regressionStudy: Study<ConditionalCell> = {
  paper: "snl",
  kind: "table",
  name: "regression-1d",
  title: "Conditional densities on the line by method",
  about: ABOUT,
  seeds: [0, 1, 2, 3, 4],
  cells: (seed) =>
    Object.fromEntries(
      SETS.flatMap((dataset) =>
        ROWS.map(([, file, cell]): [string, ConditionalCell] => [
          `${dataset}-${file}-seed${seed}`,
          { seed, dataset, ...cell, protocol: cell.variant === "best" ? BEST : AUTHORS },
        ]),
      ),
    ),
  run: runConditionalCell,
  tables: [
    table("Test log-likelihood, nats", "logLikelihood"),
    {
      ...table("That of the true density, on the same pairs, nats", "oracle"),
      rows: ["true density"],
      place: (cell) =>
        nameOf(cell) === "SNL, best settings" ? ["true density", cell.dataset] : undefined,
    },
    { ...table("Gap to the true density, nats", "gap"), better: "lower" },
    {
      ...table("Mean |b(x) − log Z(x)| over test x", "bError"),
      better: "lower",
      rows: ["SNL, Gaussian draws", "SNL, mixture draws", "SNL, best settings"],
      place: (cell) => (cell.method === "SNL" ? [nameOf(cell), cell.dataset] : undefined),
    },
    {
      ...table("Runs that diverged, as a share", "diverged"),
      better: "lower",
      rows: ["SNL, mixture draws"],
      place: (cell) => {
        const name = nameOf(cell);
        return name === "SNL, mixture draws" ? [name, cell.dataset] : undefined;
      },
    },
  ],
  plots: (cells: readonly Cell<ConditionalCell>[]) =>
    conditionalPictures(cells.filter(({ config }) => nameOf(config) === "SNL, best settings")),
};

function table(title: string, metric: string): ResultTable<ConditionalCell> {
  return {
    title,
    metric,
    decimals: 3,
    rows: ROWS.map(([name]) => name),
    columns: SETS,
    place: (cell) => [nameOf(cell), cell.dataset],
  };
}

function nameOf({ method, proposal, variant }: ConditionalCell): string {
  return ROWS.find(
    ([, , it]) => it.method === method && it.proposal === proposal && it.variant === variant,
  )![0];
}
