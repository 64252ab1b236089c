import type { ResultTable, Study } from "../../../studies/study.js";
import { labelRankingProtocol, multilabelProtocol } from "../protocols.js";
import { type AbstentionCell, runAbstentionCell } from "./abstention-cell.js";
import { abstentionPlots } from "./abstention-plots.js";
import { SCORES } from "./confidences.js";

const COUNTS = [10, 30, 100, 300, 1000] as const;

type Model = Omit<AbstentionCell, "seed">;

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

const MODELS: Readonly<Record<string, Model>> = {
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
const NAMES = Object.keys(MODELS);

const ABOUT = `What a learned log-partition is good for, beyond training. A pairwise model of yeast (14 labels, 2¹⁴
subsets) and a ranking model of vowel (11 labels, 11! rankings) are trained by min-min logistic as in the tables, with
one setting of the grid, and stopped where the score of validation rows is best. Their exact log Z(x) is a sum over all
subsets, or a dynamic programme. "As trained" is the τ learned beside the energy. "Refitted" is another, trained by
\`logPartitionLoss\` to the energy as it stays, on the x of the training rows without their y: 128 softplus units on the
scores of x, for 2,000 steps of 16 draws a row (8 for vowel), seven of eight from what resembles the model, from the
mean log Z that a few draws show.

Abstention: predictions are ranked by a score, and the mean risk of the surest is averaged over all coverages. The score
"log p" is that of the prediction ŷ(x) by one of the three log-partitions; "energy alone" is −E(x, ŷ), "margin" the
energy of the best neighbor of ŷ less that of ŷ, which take no log-partition at all. Unfamiliar inputs: the AUC by which
a score puts test rows above rows whose columns were shuffled each by itself, or above those of another set (scene,
vehicle: their first columns, standardized). "Both τ agree" is −|τ as trained − τ refitted|.

Certificates: 95 % intervals of \`logPartitionCertificate\` for log Z(x) of 100 test rows, by draws from the prior, or
from a mixture of it and what resembles the model; and τ ± \`conformalRadius\`, at 90 %, of half the test rows, tried on
the others, which takes no draw.`;

const table = (
  title: string,
  metrics: Readonly<Record<string, string>>,
  of: Pick<ResultTable, "better" | "decimals"> = {},
): ResultTable<AbstentionCell> => ({
  title,
  metric: metrics,
  rows: NAMES,
  columns: Object.keys(metrics),
  place: (cell) => [nameOf(cell)],
  ...of,
});

/** Columns of scores: the metric of each is its name with something behind it. */
const byScore = (scores: readonly (keyof typeof SCORES)[], of: string): Record<string, string> =>
  Object.fromEntries(scores.map((score) => [SCORES[score], `${score}${of}`]));

const byCount = (name: string): Record<string, string> =>
  Object.fromEntries(COUNTS.map((count) => [`${count} draws`, `${name}${count}`]));

const OF_PREDICTIONS = ["joint", "refit", "exact", "energy", "margin"] as const;
const OF_INPUTS = [...OF_PREDICTIONS, "jointZ", "refitZ", "exactZ", "agreement"] as const;

const LOWER = { better: "lower" } as const;

/** What τ is good for: likelihoods, abstention, unfamiliar inputs, certificates. */
export const abstentionStudy: Study<AbstentionCell> = {
  paper: "joint-partition",
  kind: "figure",
  name: "abstention",
  title: "What a learned log-partition is good for",
  about: ABOUT,
  seeds: [0, 1, 2],
  cells: (seed) =>
    Object.fromEntries(
      NAMES.map((name) => [`${name.replace(", ", "-")}-seed${seed}`, { seed, ...MODELS[name]! }]),
    ),
  run: runAbstentionCell,
  tables: [
    table(
      "NLL of test rows by each log Z, nats",
      { exact: "exactNll", "τ as trained": "jointNll", "τ refitted": "refitNll" },
      LOWER,
    ),
    table(
      "RMSE of τ on unseen x, nats",
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
      { ...byScore(OF_PREDICTIONS, "Graded"), "none: the mean risk": "randomGraded" },
      LOWER,
    ),
    table(
      "Abstention: area under risk–coverage × 100, anything wrong",
      { ...byScore(OF_PREDICTIONS, "Whole"), "none: the mean risk": "randomWhole" },
      LOWER,
    ),
    table("Unfamiliar inputs: AUC × 100 against shuffled columns", byScore(OF_INPUTS, "Shuffled"), {
      decimals: 1,
    }),
    table("Unfamiliar inputs: AUC × 100 against another set", byScore(OF_INPUTS, "Other"), {
      decimals: 1,
    }),
    table("Median width of the interval, draws from the prior", byCount("priorWidth"), LOWER),
    table("Median width of the interval, informed draws", byCount("informedWidth"), LOWER),
    table("Coverage × 100 of the interval, draws from the prior", byCount("priorCoverage")),
    table("Coverage × 100 of the interval, informed draws", byCount("informedCoverage")),
    table("Mean of log Z − lower bound, informed draws", byCount("informedBelow"), LOWER),
    table("Mean of upper bound − log Z, informed draws, τ as trained", byCount("informedJoint")),
    table("Mean of upper bound − log Z, informed draws, τ refitted", byCount("informedRefit")),
    table("τ ± conformal radius: width, and coverage × 100", {
      "as trained: width": "jointWidth",
      "as trained: coverage": "jointCoverage",
      "refitted: width": "refitWidth",
      "refitted: coverage": "refitCoverage",
    }),
  ],
  plots: (cells) =>
    NAMES.flatMap((name) =>
      abstentionPlots(
        name,
        cells.filter(({ config }) => nameOf(config) === name),
      ),
    ),
};

function nameOf({ dataset }: AbstentionCell): string {
  return NAMES.find((name) => MODELS[name]!.dataset === dataset)!;
}
