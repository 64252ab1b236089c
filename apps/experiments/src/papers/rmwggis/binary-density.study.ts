import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import { type BinaryDensityCell, runBinaryDensityCell } from "./binary-density.js";

/** Sets of 16 and 17 variables, whose likelihood is exact. */
const SMALL: readonly string[] = ["nltcs", "msnbc"];

const lower = { better: "lower" } as const;

/** Test likelihoods of binary variables. */
export const binaryDensityStudy: Study<BinaryDensityCell> = gridStudy({
  paper: "rmwggis",
  kind: "table",
  name: "binary-density",
  title: "Likelihoods of binary variables",
  seeds: 1,
  rows: ["Hyvärinen, sampled", "pseudo-likelihood"],
  columns: [
    ...SMALL,
    "kdd",
    "baudio",
    "jester",
    "bnetflix",
    "accidents",
    "mushrooms",
    "tretail",
    "pumsb_star",
    "kosarek",
  ],
  config: (method, dataset, seed): BinaryDensityCell => ({
    seed,
    dataset,
    method,
    neighbors: SMALL.includes(dataset) ? 10 : 20,
    hidden: 100,
    batchSize: 100,
    steps: 1000,
    learningRate: 3e-3,
    l2: 1e-4,
    chains: 100,
    temperatures: 2000,
  }),
  run: runBinaryDensityCell,
  tables: [
    { title: "Test NLL, nats", metric: "nll", ...lower },
    { title: "Forward estimate from independent bits, nats", metric: "nllForward", ...lower },
    { title: "Reverse estimate from data, nats", metric: "nllReverse", ...lower },
    { title: "Test NLL of independent bits, nats", metric: "independent", ...lower },
  ],
});
