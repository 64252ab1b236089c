import { binaryDatasets } from "@ebm/datasets";
import { type Command, Option } from "commander";
import type { MetricFacts } from "../report/report-data.js";
import { type BitsConfig, bitsSchema } from "./bits/bits-config.js";
import { BITS_FILES } from "./bits/bits-files.js";
import { bitsProblem } from "./bits/bits-problem.js";
import { ownBits } from "./bits/own-bits.js";
import { publishedBits } from "./bits/published-bits.js";
import { parseNumber } from "./option-values.js";
import { addSourceOptions } from "./tables/add-source-options.js";
import { parseTableSource } from "./tables/parse-table-source.js";
import { addReadingOptions, addSplitOptions } from "./tables/table-options.js";
import type { Task } from "./task.js";

const nats = { better: "lower", decimals: 3 } as const;

const metricFacts: Readonly<Record<string, MetricFacts>> = {
  nll: { ...nats, name: "NLL, nats", explanation: "negative log-likelihood per row" },
  nllStandardError: { decimals: 3, name: "± standard error", explanation: "of the NLL" },
  baseNll: { ...nats, name: "NLL of the base, nats", explanation: "without an energy on top" },
  chowLiuNll: { ...nats, name: "NLL of a Chow–Liu tree", explanation: "each column given another" },
  frequencyNll: {
    ...nats,
    name: "NLL of independent columns",
    explanation: "by their frequencies",
  },
  uniformNll: { ...nats, name: "NLL of all values alike, nats", explanation: "log 2 for a bit" },
  effectiveShare: {
    decimals: 3,
    name: "Effective share",
    explanation: "of the samples of the base, with the energy; 1 if log Z is exact",
  },
  tiltKept: { decimals: 0, name: "Energy kept", explanation: "1 if validation rows gain by it" },
};

/** Learns the distribution of rows of bits and categories. */
export const binary: Task<BitsConfig> = {
  name: "binary",
  title: "Rows of bits and categories",
  help: {
    summary: "learn the distribution of rows of bits and categories",
    description: `Learns the distribution of rows of bits or categories, and tests it on held-out rows. Reports the negative log-likelihood in nats per row, next to those of independent columns and of a Chow–Liu tree.

The base is a mixture of exact distributions: chains of regressions, with and without a hidden layer, and mixtures of trees and of independent columns. An energy on top is kept only if it clearly helps on validation rows.

Columns are 0 and 1, true and false, or categories. If values are missing, the row counts with the probability of its other values.`,
    examples: [
      "--file rows.csv",
      "--file rows.csv --drop id --test-share 0.3 --seed 1",
      "--train a.arff --test b.arff --json",
      "--dataset nltcs",
    ],
  },
  datasets: Object.entries(binaryDatasets).map(([name, { rows, features, reference }]) => ({
    name,
    rows,
    dimensions: { bits: features },
    reference,
  })),
  addOptions,
  parseOptions: (options) => parseTableSource(options, SOURCES),
  schema: bitsSchema,
  defaults: (data) => ({
    seed: 0,
    steps: 1,
    // test files that the user names are the ones to test on
    split: "dataset" in data || data.test ? "files" : "random",
    testShare: 0.2,
    validationShare: 0.2,
    energy: "auto",
    budget: 300,
    threads: 2,
  }),
  variant: ({ energy }) => (energy === "none" ? ["base"] : []),
  published: () => [],
  metricFacts,
  headline: ["nll", "frequencyNll", "chowLiuNll"],
  files: BITS_FILES,
  defaultFiles: ["log-prob"],
  async load(config, options) {
    const { data } = config;
    const isPublished = "dataset" in data;
    return bitsProblem(
      config,
      isPublished ? await publishedBits(data.dataset, options) : await ownBits(config),
    );
  },
};

function addOptions(command: Command): void {
  addSourceOptions(
    command,
    "published data set, with its training, validation and test files",
    Object.keys(binaryDatasets),
  );
  addSplitOptions(command);
  command
    .option("--test-share <share>", "fraction of the rows to test on (default: 0.2)", parseNumber)
    .option(
      "--validation-share <share>",
      "fraction of the training rows that choose penalties, weights and the energy (default: 0.2)",
      parseNumber,
    );
  addReadingOptions(command);
  command
    .optionsGroup("Model:")
    .addOption(
      new Option(
        "--energy <energy>",
        "energy on top of the base: auto (fitted, and kept if it helps) or none (default: auto)",
      ).choices(["auto", "none"]),
    )
    .option(
      "--budget <seconds>",
      "time in seconds to plan the fit for, on two idle cores (default: 300)",
      parseNumber,
    )
    .option("--threads <n>", "number of threads per operation (default: 2)", parseNumber)
    .option("--seed <n>", "seed of the split and of the fit (default: 0)", parseNumber);
}

const SOURCES = {
  own: ["split", "group", "testShare", "validationShare", "folds", "fold"],
  refusal: ": --dataset has files of its own.",
};
