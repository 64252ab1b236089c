import { ffjordDensities } from "@ebm/datasets";
import { SYNTHETIC_MMD } from "../../published/rmwggis.js";
import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import type { PlanarName } from "./planar-bits.js";
import { runSyntheticCell, type SyntheticCell } from "./synthetic.js";

const table = { decimals: 4, better: "lower" } as const;

/** Number of sweeps at β = 4, which is for energies of Eq. 4. */
const SWEEPS = {
  "RMwGGIS (advanced)": 20,
  "Hyvärinen, sampled": 0,
  data: 20,
  "independent bits": 20,
} as const;

/** Table 1: the seven planar sets as bits. */
export const syntheticStudy: Study<SyntheticCell> = gridStudy({
  paper: "rmwggis",
  kind: "table",
  name: "synthetic",
  title: "The plane in bits",
  seeds: 1,
  rows: Object.keys(SWEEPS) as (keyof typeof SWEEPS)[],
  columns: Object.keys(ffjordDensities) as readonly PlanarName[],
  config: (method, dataset, seed): SyntheticCell => ({
    seed,
    dataset,
    dim: 32,
    method,
    neighbors: 10,
    hidden: [128, 128, 128],
    batchSize: 128,
    steps: 3000,
    learningRate: 4e-3,
    l2: 0,
    sweeps: { beta1: 20, beta4: SWEEPS[method] },
  }),
  run: runSyntheticCell,
  tables: [
    {
      ...table,
      title: "Linear-Hamming MMD, as trained (β = 1)",
      metric: "beta1LinearMmd",
      published: SYNTHETIC_MMD,
    },
    {
      ...table,
      title: "Linear-Hamming MMD of 4·E (β = 4)",
      metric: "beta4LinearMmd",
      rows: ["RMwGGIS (advanced)"],
      published: SYNTHETIC_MMD,
    },
    {
      ...table,
      title: "Exponential-Hamming MMD × 1000, β = 1",
      metric: "beta1ExponentialMmdTimes1000",
    },
    { ...table, title: "Total variation of histograms, β = 1", metric: "beta1TotalVariation" },
  ],
});
