import { gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import { type IsingCell, runIsingCell } from "./ising.js";

const PENALTIES = [0.004, 0.016, 0.064];
const LARGE_PENALTY = 0.016;

/** Methods that run on 50 × 50 lattices, where Markov chains are too slow. */
const WITHOUT_CHAINS: readonly IsingCell["method"][] = ["Hyvärinen", "pseudo-likelihood"];

/** Couplings of Ising lattices, learned from samples. */
export const isingStudy: Study<IsingCell> = gridStudy({
  paper: "rmwggis",
  kind: "table",
  name: "ising",
  title: "Ising lattices, learned from 2,000 samples",
  seeds: 3,
  rows: ["Hyvärinen", "RMwGGIS (advanced)", "pseudo-likelihood", "CD-1, Gibbs", "PCD, Gibbs"],
  columns: {
    "10 × 10, σ = 0.1": { side: 10, strength: 0.1 },
    "10 × 10, σ = 0.25": { side: 10, strength: 0.25 },
    "50 × 50, σ = 0.1": { side: 50, strength: 0.1 },
  },
  config: (method, lattice, seed): IsingCell | undefined => {
    const [small, chains] = [lattice.side === 10, method.endsWith("Gibbs")];
    if (seed > 0 && (chains || !small)) return undefined;
    if (!small && !WITHOUT_CHAINS.includes(method)) return undefined;
    return {
      seed,
      ...lattice,
      samples: 2000,
      method,
      neighbors: 10,
      // 100 chains, as Grathwohl et al. have
      batchSize: small && !chains ? 500 : 100,
      steps: small ? 1000 : 200,
      learningRate: 0.01,
      penalties: small ? PENALTIES : [LARGE_PENALTY],
    };
  },
  run: runIsingCell,
  tolerance: { rmse: 1e-3, meanOfEdges: 3e-3, f1: 0.02, auc: 0.01, penalty: 0 },
  tables: [
    { title: "RMSE of J", metric: "rmse", decimals: 4, better: "lower" },
    { title: "Mean of the learned J at edges", metric: "meanOfEdges", decimals: 3 },
    {
      title: "Edges: F1 of the strongest couplings",
      metric: "f1",
      decimals: 3,
    },
    { title: "Edges: area under the ROC curve", metric: "auc", decimals: 4 },
    { title: "Selected λ", metric: "penalty", decimals: 3 },
    { title: "Factor applied to J", metric: "scale" },
    { title: "Training time, s", metric: "trainingSeconds", decimals: 1, better: "lower" },
  ],
});
