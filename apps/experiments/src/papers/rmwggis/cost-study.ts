import { publishedTable } from "../../published/published-table.js";
import { COST_ON_GPU } from "../../published/rmwggis.js";
import type { Study } from "../../studies/study.js";
import { type CostCell, runCostCell } from "./cost.js";

const DIMS = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384] as const;

/** From here on all neighbours of a batch are more than memory should hold. */
const MOST_FULL = 2048;
const MOST_DENSE = 4096;

const ABOUT = `A training step of the network d-256-256-256-1, at a batch of 128 random rows and s = 10: loss, gradient,
clipping and Adam, on one thread. Each method is a fresh process, and they take turns; time is the median of the turns,
memory the largest resident set, of which an idle process has some 100 MB here and 250 MB in PyTorch. "ratio
matching" and "RMwGGIS" are Eq. 4 in full and the advanced estimator; "consistent" is Hyvärinen's objective with our
unbiased estimator, which goes through the gradient in x twice. All of ours add a row of the first weight for a flip
instead of running the first layer again. PyTorch (CPU) writes its neighbours out in "dense", as the authors do; "cheap"
is PyTorch with what ours do. Above 2048 bits full ratio matching is left out, above 4096 dense PyTorch is.`;

/** The authors' code as it is, PyTorch 1.13 on one core of another machine of the same kind. */
const OFFICIAL = publishedTable(
  "measured before for the authors' code, divelab/RMwGGIS at cb925af, PyTorch 1.13.1 on one thread of a Xeon",
  `
| bits | ratio matching, ms | RMwGGIS, ms | ratio matching, MB | RMwGGIS, MB |
| ---- | ------- | ---- | ------- | --- |
| 32   | 60.8    | 26.8 | 463     | 392 |
| 64   | 138     | 24.9 | 596     | 396 |
| 128  | 277     | 33.6 | 811     | 396 |
| 256  | 916     | 31.3 | 777     | 398 |
| 512  | 1898    | 40.3 | 1322    | 405 |
| 1024 | 4376    | 52.5 | 2800    | 417 |
| 2048 | 19015   | 76.5 | 7285    | 440 |
| 4096 | MISSING | 137  | MISSING | 495 |
`,
);

const common = {
  better: "lower",
  rows: DIMS.map(String),
  place: ({ dim }: CostCell) => [`${dim}`] as const,
} as const;

/** Table 2: what a step costs by the number of bits. */
export const costStudy: Study<CostCell> = {
  paper: "rmwggis",
  kind: "table",
  name: "cost",
  title: "The cost of a step by the number of bits",
  about: ABOUT,
  seeds: [0],
  cells: (seed) =>
    Object.fromEntries(
      DIMS.map((dim): [string, CostCell] => [
        `${dim}-seed${seed}`,
        {
          seed,
          dim,
          batchSize: 128,
          hidden: [256, 256, 256],
          neighbors: 10,
          full: dim <= MOST_FULL,
          torchDense: dim <= MOST_DENSE,
          rounds: dim < 1024 ? 15 : 3,
        },
      ]),
    ),
  run: runCostCell,
  tables: [
    {
      ...common,
      title: "Time and memory here, beside the authors' code on a CPU",
      metric: {
        "ratio matching, ms": "fullMs",
        "RMwGGIS, ms": "sampledMs",
        "ratio matching, MB": "fullMb",
        "RMwGGIS, MB": "sampledMb",
      },
      decimals: 1,
      columns: ["ratio matching, ms", "RMwGGIS, ms", "ratio matching, MB", "RMwGGIS, MB"],
      published: OFFICIAL,
    },
    {
      ...common,
      title: "The same, beside the paper's GPU at a batch of 256",
      metric: {
        "ratio matching, ms": "fullMs",
        "RMwGGIS, ms": "sampledMs",
        "ratio matching, MB": "fullMb",
        "RMwGGIS, MB": "sampledMb",
      },
      decimals: 1,
      columns: COST_ON_GPU.columns,
      published: COST_ON_GPU,
    },
    {
      ...common,
      title: "Beside PyTorch in the same run: time and memory",
      metric: {
        "RMwGGIS, ms": "sampledMs",
        "consistent, ms": "consistentMs",
        "PyTorch dense, ms": "torchDenseMs",
        "PyTorch cheap, ms": "torchCheapMs",
        "RMwGGIS, MB": "sampledMb",
        "PyTorch dense, MB": "torchDenseMb",
        "PyTorch cheap, MB": "torchCheapMb",
      },
      decimals: 1,
      columns: [
        "RMwGGIS, ms",
        "consistent, ms",
        "PyTorch dense, ms",
        "PyTorch cheap, ms",
        "RMwGGIS, MB",
        "PyTorch dense, MB",
        "PyTorch cheap, MB",
      ],
    },
    {
      ...common,
      better: "higher",
      title: "Times less of RMwGGIS here",
      metric: {
        "time than ratio matching": "timeSaved",
        "memory than ratio matching": "memorySaved",
        "time than PyTorch dense": "fasterThanTorch",
        "time than PyTorch cheap": "fasterThanCheapTorch",
      },
      decimals: 1,
      columns: [
        "time than ratio matching",
        "memory than ratio matching",
        "time than PyTorch dense",
        "time than PyTorch cheap",
      ],
    },
  ],
  plots: () => [],
};
