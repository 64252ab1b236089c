import type { ResultTable, Study } from "../../studies/study.js";
import { type IsingCell, runIsingCell } from "./ising.js";

const METHODS: Readonly<Record<string, IsingCell["method"]>> = {
  hyvarinen: "Hyvärinen",
  advanced: "RMwGGIS (advanced)",
  "pseudo-likelihood": "pseudo-likelihood",
  cd: "CD-1, Gibbs",
  pcd: "PCD, Gibbs",
};
/** Of 50 × 50 spins, whose chains are too dear. */
const LARGE_METHODS = ["hyvarinen", "pseudo-likelihood"];

const PENALTIES = [0.004, 0.016, 0.064];
const LARGE_PENALTY = 0.016;

const COLUMNS = { "10 × 10, σ = 0.1": 0.1, "10 × 10, σ = 0.25": 0.25 };
const LARGE = "50 × 50, σ = 0.1";

const ABOUT = `J = σA of periodic lattices, p(x) ∝ exp(sᵀJs), so that each edge counts twice; all J of
spins and all biases are learned from zero, out of 2,000 draws that each are the end of a chain of their own (Gibbs and
Swendsen–Wang). 1,000 steps of Adam, its rate falling from 0.01 to 0 as a cosine, and a penalty λ Σ |Jᵢⱼ|. All methods
choose λ alike and blindly: of 0.004, 0.016 and 0.064, that of the highest pseudo-likelihood of a fifth of the draws, after learning
from the others; then they learn from all 2,000. Of this energy all flips together cost one product of matrices, and the
proposal of RMwGGIS is the best one. Eq. 4 learns J/4, and its advanced estimator yet less: J of "RMwGGIS (advanced)"
is multiplied by the factor of the highest pseudo-likelihood. The root mean squared error is over all d² entries, as of
Grathwohl et al. (2021). 50 × 50 has 200 steps, one seed and λ = 0.016; divergences have one seed. The lattice sizes, couplings and
figures of the paper are MISSING.`;

const table = (of: Pick<ResultTable, "title" | "metric" | "decimals" | "better">) => ({
  rows: Object.values(METHODS),
  columns: [...Object.keys(COLUMNS), LARGE],
  place: ({ method, side, strength }: IsingCell) =>
    [method, `${side} × ${side}, σ = ${strength}`] as const,
  ...of,
});

/** Couplings of Ising lattices from their draws. */
export const isingStudy: Study<IsingCell> = {
  paper: "rmwggis",
  kind: "table",
  name: "ising",
  title: "Ising lattices, learned from 2,000 draws",
  about: ABOUT,
  seeds: [0, 1, 2],
  cells: (seed) =>
    Object.fromEntries([
      ...Object.values(COLUMNS).flatMap((strength) =>
        Object.keys(METHODS)
          .filter((name) => seed === 0 || !name.includes("cd"))
          .map((name) => cell({ seed, side: 10, strength, name })),
      ),
      ...(seed === 0
        ? LARGE_METHODS.map((name) => cell({ seed, side: 50, strength: 0.1, name }))
        : []),
    ]),
  run: runIsingCell,
  tables: [
    table({ title: "RMSE of J", metric: "rmse", decimals: 4, better: "lower" }),
    table({ title: "Mean of the learned J at edges", metric: "meanOfEdges", decimals: 3 }),
    table({
      title: "Edges: F1 of as many pairs as there are edges",
      metric: "f1",
      decimals: 3,
    }),
    table({ title: "Edges: area under the ROC curve", metric: "auc", decimals: 4 }),
    table({ title: "λ that was chosen", metric: "penalty", decimals: 3 }),
    table({ title: "Factor that J was multiplied by", metric: "scale" }),
    table({ title: "Training once, s", metric: "trainingSeconds", decimals: 1, better: "lower" }),
  ],
  plots: () => [],
};

function cell({
  seed,
  side,
  strength,
  name,
}: Pick<IsingCell, "seed" | "side" | "strength"> & { readonly name: string }): [string, IsingCell] {
  const small = side === 10;
  // as many chains, as Grathwohl et al. have
  const batchSize = small && !name.includes("cd") ? 500 : 100;
  return [
    `${side}-${strength}-${name}-seed${seed}`,
    {
      seed,
      side,
      strength,
      samples: 2000,
      method: METHODS[name]!,
      neighbors: 10,
      batchSize,
      steps: small ? 1000 : 200,
      learningRate: 0.01,
      penalties: small ? PENALTIES : [LARGE_PENALTY],
    },
  ];
}
