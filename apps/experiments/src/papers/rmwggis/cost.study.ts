import { COST_OF_AUTHORS_CODE, COST_ON_GPU } from "../../published/rmwggis.js";
import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import { type CostCell, runCostCell } from "./cost.js";

/** Above this, all neighbors of a batch need too much memory. */
const MOST_FULL = 2048;
const MOST_DENSE = 4096;

const methods = {
  metric: {
    "ratio matching, ms": "fullMs",
    "RMwGGIS, ms": "sampledMs",
    "ratio matching, MB": "fullMb",
    "RMwGGIS, MB": "sampledMb",
  },
  decimals: 1,
  better: "lower",
} as const;

/** Table 2: the cost of a step by the number of bits. */
export const costStudy: Study<CostCell> = gridStudy({
  paper: "rmwggis",
  kind: "table",
  name: "cost",
  title: "The cost of a step by the number of bits",
  seeds: 1,
  rows: [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384],
  config: (dim, _, seed): CostCell => ({
    seed,
    dim,
    batchSize: 128,
    hidden: [256, 256, 256],
    neighbors: 10,
    full: dim <= MOST_FULL,
    torchDense: dim <= MOST_DENSE,
    rounds: dim < 1024 ? 15 : 3,
  }),
  run: runCostCell,
  tolerance: {},
  tables: [
    {
      ...methods,
      title: "Time and memory here, beside the authors' code on a CPU",
      published: COST_OF_AUTHORS_CODE,
    },
    {
      ...methods,
      title: "The same, beside the paper's GPU at a batch of 256",
      published: COST_ON_GPU,
    },
    {
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
      better: "lower",
    },
    {
      title: "Savings of RMwGGIS here, as factors",
      metric: {
        "time, ratio matching": "timeSaved",
        "memory, ratio matching": "memorySaved",
        "time, PyTorch dense": "fasterThanTorch",
        "time, PyTorch cheap": "fasterThanCheapTorch",
      },
      decimals: 1,
    },
  ],
});
