import { type GridTable, gridStudy } from "../../studies/grid.js";
import type { Study } from "../../studies/study.js";
import { type AbstentionCell, runAbstentionCell } from "./abstention/abstention-cell.js";
import { abstentionPlots } from "./abstention/abstention-plots.js";
import { SCORES } from "./abstention/confidences.js";
import { labelRankingProtocol, multilabelProtocol } from "./protocols.js";

const COUNTS = [10, 30, 100, 300, 1000] as const;

const common = { method: "min-min logistic", counts: COUNTS } as const;
const refit = {
  steps: 2000,
  batchSize: 128,
  learningRate: 3e-3,
  samples: 16,
  share: 0.125,
  hidden: [128],
} as const;
const [yeast, vowel] = [multilabelProtocol("yeast"), labelRankingProtocol("vowel")];

const MODELS: Readonly<Record<string, Omit<AbstentionCell, "seed">>> = {
  "yeast, pairwise": {
    ...common,
    task: "multilabel",
    dataset: "yeast",
    model: "pairwise",
    protocol: { ...yeast, settings: yeast.settings.slice(1, 2) },
    refit,
    other: "scene",
  },
  "vowel, permutahedron": {
    ...common,
    task: "label-ranking",
    dataset: "vowel",
    model: "permutahedron",
    protocol: { ...vowel, settings: vowel.settings.slice(0, 1) },
    refit: { ...refit, batchSize: 64, samples: 8 },
    other: "vehicle",
  },
};

const table = (
  title: string,
  metric: Readonly<Record<string, string>>,
  options: Pick<GridTable, "better" | "decimals"> = {},
): GridTable => ({ title, metric, ...options });

/** Columns of scores, whose metrics are their names with a suffix. */
const byScore = (
  scores: readonly (keyof typeof SCORES)[],
  suffix: string,
): Record<string, string> =>
  Object.fromEntries(scores.map((score) => [SCORES[score], `${score}${suffix}`]));

const byCount = (name: string): Record<string, string> =>
  Object.fromEntries(COUNTS.map((count) => [`${count} samples`, `${name}${count}`]));

const OF_PREDICTIONS = ["joint", "refit", "exact", "energy", "margin"] as const;
const OF_INPUTS = [...OF_PREDICTIONS, "jointZ", "refitZ", "exactZ", "agreement"] as const;

const LOWER = { better: "lower" } as const;

/** Uses of τ, the learned log-partition: likelihoods, abstention, unfamiliar inputs, certificates. */
export const abstentionStudy: Study<AbstentionCell> = gridStudy({
  paper: "joint-partition",
  kind: "figure",
  name: "abstention",
  title: "Uses of a learned log-partition",
  seeds: 3,
  rows: MODELS,
  config: (model, _, seed): AbstentionCell => ({ seed, ...model }),
  run: runAbstentionCell,
  tables: [
    table(
      "NLL of test rows by each log Z, nats",
      { exact: "exactNll", "τ as trained": "jointNll", "τ refitted": "refitNll" },
      LOWER,
    ),
    table(
      "RMSE of τ on test data, nats",
      {
        "as trained": "jointRmse",
        refitted: "refitRmse",
        "shuffled x, as trained": "jointShuffledRmse",
        "shuffled x, refitted": "refitShuffledRmse",
        "shuffled x, refitted on such x": "adaptedShuffledRmse",
      },
      LOWER,
    ),
    table(
      "Abstention: area under risk–coverage × 100, 1 − F1 or (1 − Kendall's τ)/2",
      { ...byScore(OF_PREDICTIONS, "Graded"), "no score: the mean risk": "randomGraded" },
      LOWER,
    ),
    table(
      "Abstention: area under risk–coverage × 100, anything wrong",
      { ...byScore(OF_PREDICTIONS, "Whole"), "no score: the mean risk": "randomWhole" },
      LOWER,
    ),
    table("Unfamiliar inputs: AUC × 100 against shuffled columns", byScore(OF_INPUTS, "Shuffled"), {
      decimals: 1,
    }),
    table("Unfamiliar inputs: AUC × 100 against another set", byScore(OF_INPUTS, "Other"), {
      decimals: 1,
    }),
    table("Median width of the interval, samples from the prior", byCount("priorWidth"), LOWER),
    table("Median width of the interval, informed samples", byCount("informedWidth"), LOWER),
    table("Coverage × 100 of the interval, samples from the prior", byCount("priorCoverage")),
    table("Coverage × 100 of the interval, informed samples", byCount("informedCoverage")),
    table("Mean of log Z − lower bound, informed samples", byCount("informedBelow"), LOWER),
    table("Mean of upper bound − log Z, informed samples, τ as trained", byCount("informedJoint")),
    table("Mean of upper bound − log Z, informed samples, τ refitted", byCount("informedRefit")),
    table("τ ± conformal radius: width, and coverage × 100", {
      "as trained: width": "jointWidth",
      "as trained: coverage": "jointCoverage",
      "refitted: width": "refitWidth",
      "refitted: coverage": "refitCoverage",
    }),
  ],
  plots: (cells) =>
    Object.keys(MODELS).flatMap((name) =>
      abstentionPlots(
        name,
        cells.filter(({ row }) => row === name),
      ),
    ),
});
