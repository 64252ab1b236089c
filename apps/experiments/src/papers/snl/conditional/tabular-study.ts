import type { ResultTable, Study } from "../../../studies/study.js";
import type { ConditionalCell, ConditionalProtocol } from "./conditional-cell.js";
import { runConditionalCell } from "./run-conditional-cell.js";

const PROTOCOL: ConditionalProtocol = {
  features: [50, 50],
  response: [50, 50],
  joint: [50, 50],
  logNormalizer: [10],
  mixture: { hidden: [50, 50], components: 5 },
  share: 0.1,
  activation: "relu",
  batchSize: 64,
  draws: 16,
  steps: 2000,
  learningRate: 3e-3,
  schedule: "cosine",
  l2: 0,
  weightDecay: 0.1,
  every: 100,
  validationDraws: 128,
};

/** As many weights as the energy and the mixture of SNL have together, about. */
const ALONE = { hidden: [100, 100], components: 5 };

type Row = readonly [
  name: string,
  file: string,
  cell: Pick<ConditionalCell, "method" | "base"> & {
    readonly mixture?: ConditionalProtocol["mixture"];
  },
];

const ROWS: readonly Row[] = [
  ["Gaussian network", "gaussian", { method: "Gaussian network", base: "none", mixture: ALONE }],
  ["mixture network", "mixture", { method: "mixture network", base: "none", mixture: ALONE }],
  ["SNL", "snl", { method: "SNL", base: "proposal" }],
];

const SETS = ["boston-housing", "concrete", "energy", "wine-quality-red", "power-plant", "protein"];

const ABOUT = `The test log-likelihood of y in its own unit, by the standard splits, of which a seed is one: nine tenths of the rows, of
which a fifth chooses the step to stop at. The likelihood of an energy is exact: log Z(x) is from Simpson's rule with 4,001 nodes
over ±10 standard deviations of y, at each test row (of power-plant and protein, the first 500). Grades of wine are whole numbers, of which a
density can be had as sharp as one likes: a uniform on [−½, ½] is added to them.

All are networks of rectifiers trained by AdamW, its rate decaying from 3e-3 over 2,000 steps of 64 rows, and all look at the
validation rows every 100. The two networks alone have layers of 100 and 100, the mixture five Gaussians. SNL has 50 and 50 for x,
for y, and for both, b(x) of 10 units, and a mixture network of 50 and 50 to draw from, with a tenth of a Gaussian twice as wide as
y: of as many weights in all as the networks alone. 16 draws for each row. E = f − log q.`;

/** Regressions of tables: an energy against what networks usually put out. */
export const tabularStudy: Study<ConditionalCell> = {
  paper: "snl",
  kind: "table",
  name: "tabular",
  title: "Conditional densities of tables by method",
  about: ABOUT,
  seeds: [0, 1, 2, 3, 4],
  cells: (seed) =>
    Object.fromEntries(
      SETS.flatMap((dataset) =>
        ROWS.map(([, file, { method, base, mixture }]): [string, ConditionalCell] => [
          `${dataset}-${file}-seed${seed}`,
          {
            seed,
            dataset,
            method,
            base,
            proposal: "mixture",
            variant: "best",
            protocol: { ...PROTOCOL, ...(mixture && { mixture }) },
          },
        ]),
      ),
    ),
  run: runConditionalCell,
  tables: [
    table("Test log-likelihood, nats, in the unit of y", "logLikelihood"),
    {
      ...table("Mean |b(x) − log Z(x)| over test x", "bError"),
      better: "lower",
      rows: ["SNL"],
      place: (cell) => (cell.method === "SNL" ? [nameOf(cell), cell.dataset] : undefined),
    },
  ],
  plots: () => [],
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

function nameOf({ method, base }: ConditionalCell): string {
  return ROWS.find(([, , it]) => it.method === method && it.base === base)![0];
}
