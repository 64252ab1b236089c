import { type Command, Option } from "commander";
import type { MetricFacts } from "../report/report-data.js";
import { type DensityConfig, densitySchema } from "./density/density-config.js";
import { DENSITY_FILES } from "./density/density-files.js";
import { densityProblem } from "./density/density-problem.js";
import { ownDensity } from "./density/own-density.js";
import { densityDatasets, publishedDensity } from "./density/published-density.js";
import { parseNumber } from "./option-values.js";
import { addSourceOptions } from "./tables/add-source-options.js";
import { parseTableSource } from "./tables/parse-table-source.js";
import { addReadingOptions, addSplitOptions } from "./tables/table-options.js";
import type { Task } from "./task.js";

const nats = { better: "lower", decimals: 3 } as const;

const metricFacts: Readonly<Record<string, MetricFacts>> = {
  nll: { ...nats, name: "NLL, nats", explanation: "per row, in the units of the columns" },
  logLikelihood: {
    decimals: 3,
    better: "higher",
    name: "Log-likelihood, nats",
    explanation: "−NLL",
  },
  nllStandardError: { decimals: 3, name: "± standard error", explanation: "of the NLL" },
  baseNll: { ...nats, name: "NLL of the base, nats", explanation: "without an energy on top" },
  mixtureNll: {
    ...nats,
    name: "NLL of the best mixture",
    explanation: "Gaussian or latent classes",
  },
  simplestNll: { ...nats, name: "NLL of one Gaussian", explanation: "or of independent columns" },
  trueNll: { ...nats, name: "NLL of the truth, nats", explanation: "the density of the points" },
  tiltKept: {
    decimals: 0,
    name: "Energy kept",
    explanation: "1 if it gains three standard errors",
  },
  tiltGain: { decimals: 3, name: "Gain of the energy", explanation: "nats per row, out of fold" },
  effectiveShare: {
    decimals: 3,
    name: "Effective share",
    explanation: "of the samples of the base, with the energy",
  },
};

/** Learns the density of the rows of a table. */
export const density: Task<DensityConfig> = {
  name: "density",
  title: "Density",
  help: {
    summary: "learn the density of rows of numbers and categories",
    description: `Learns the density of the rows of a table, and tests it on held-out rows. Reports the negative log-likelihood in nats per row, next to those of one Gaussian and of the best mixture. Rows that are less likely than nearly all others are anomalies.

The base is exact: a mixture of chains of networks in several orders of the columns, of Gaussian mixtures and of kernels, or of latent classes. An energy on top is kept only if it gains more than three standard errors on held-out rows.

Columns are numbers, categories, booleans and date-times. A missing value is modeled as a value.`,
    examples: [
      "--file points.csv",
      "--file readings.csv --drop id --test-share 0.3 --seed 1",
      "--file table.parquet --energy none --json",
      "--dataset concrete",
    ],
  },
  datasets: densityDatasets,
  addOptions,
  parseOptions: (options) => parseTableSource(options, SOURCES),
  schema: densitySchema,
  defaults: (data) => ({
    seed: 0,
    steps: 1,
    // test files that the user names are the ones to test on
    split: "test" in data && data.test ? "files" : "random",
    testShare: 0.2,
    validationShare: 0,
    energy: "auto",
    budget: 300,
    threads: 2,
  }),
  variant: ({ energy }) => (energy === "none" ? ["base"] : []),
  published: () => [],
  metricFacts,
  headline: ["nll", "mixtureNll", "simplestNll"],
  files: DENSITY_FILES,
  defaultFiles: ["log-prob", "percentile"],
  async load(config, options) {
    const isPublished = "dataset" in config.data;
    return densityProblem(
      config,
      isPublished ? await publishedDensity(config, options) : await ownDensity(config),
    );
  },
};

function addOptions(command: Command): void {
  addSourceOptions(
    command,
    "published table, or points of a known density",
    densityDatasets.map(({ name }) => name),
  );
  addSplitOptions(command);
  command.option(
    "--test-share <share>",
    "fraction of the rows to test on (default: 0.2)",
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
  own: ["split", "group", "folds", "fold"],
  refusal: ", not for --dataset.",
};
