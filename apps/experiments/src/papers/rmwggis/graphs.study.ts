import { EGO_SMALL_MMD } from "../../published/rmwggis.js";
import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import { type GraphsCell, runGraphsCell } from "./graphs.js";

/** The inverse temperature of the chains: 4 for an energy of Eq. 4. */
const BETA = { "training graphs": 1, "Hyvärinen, sampled": 1, "RMwGGIS (advanced)": 4 } as const;

/** Table 3: graphs. */
export const graphsStudy: Study<GraphsCell> = gridStudy({
  paper: "rmwggis",
  kind: "table",
  name: "graphs",
  title: "Ego-small",
  seeds: 2,
  rows: Object.keys(BETA) as (keyof typeof BETA)[],
  config: (method, _, seed): GraphsCell => ({
    seed,
    method,
    neighbors: 50,
    units: 32,
    rounds: 2,
    batchSize: 32,
    steps: 1000,
    learningRate: 3e-3,
    flips: 0.005,
    sweeps: 20,
    beta: BETA[method],
  }),
  run: runGraphsCell,
  tables: [
    {
      title: "Squared discrepancies",
      metric: { degree: "degree", clustering: "clustering", orbit: "orbit", average: "average" },
      decimals: 4,
      better: "lower",
      published: EGO_SMALL_MMD,
    },
    { title: "Nodes and edges of samples", metric: { nodes: "nodes", edges: "edges" } },
  ],
});
