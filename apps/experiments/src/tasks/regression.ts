import { regressionDatasets } from "@ebm/datasets";
import { type Command, Option } from "commander";
import { UsageError } from "../errors.js";
import type { MetricFacts } from "../report/report-data.js";
import { flagOf } from "./command-of.js";
import { describeDataFile } from "./data-file.js";
import { parseNumber } from "./option-values.js";
import { ownRegression } from "./regression/own-regression.js";
import { publishedRegression } from "./regression/published-regression.js";
import { type RegressionConfig, regressionSchema } from "./regression/regression-config.js";
import { REGRESSION_FILES } from "./regression/regression-files.js";
import { regressionProblem } from "./regression/regression-problem.js";
import { parseNames } from "./tables/names.js";
import { addReadingOptions, addSplitOptions, tableSettings } from "./tables/table-options.js";
import type { Settings, Task } from "./task.js";

const nats = { better: "lower", decimals: 3 } as const;

const metricFacts: Readonly<Record<string, MetricFacts>> = {
  nll: { ...nats, name: "NLL, nats", explanation: "per row, in the units of the targets" },
  logLikelihood: {
    decimals: 3,
    better: "higher",
    name: "Log-likelihood, nats",
    explanation: "−NLL",
  },
  nllStandardError: { decimals: 3, name: "± standard error", explanation: "of the NLL" },
  baseNll: { ...nats, name: "NLL of the base, nats", explanation: "no energy is fitted on top" },
  constantSpreadNll: {
    ...nats,
    name: "NLL of a constant spread",
    explanation: "around the same guesses",
  },
  gaussianNll: {
    ...nats,
    name: "NLL of a Gaussian",
    explanation: "that does not see the features",
  },
  rootMeanSquaredError: {
    better: "lower",
    decimals: 3,
    name: "Root mean squared error",
    explanation: "of the predicted mean",
  },
  coverage90: { decimals: 3, name: "Coverage of 90 %", explanation: "share within the interval" },
};

/** Predicts the density of numbers. */
export const regression: Task<RegressionConfig> = {
  name: "regression",
  title: "Regression",
  help: {
    summary: "predict numbers, with their density and intervals",
    description: `Learns the density of one or several numbers given the other columns, and tests it on held-out rows. Reports the negative log-likelihood in nats per row, and the fraction of targets within its 90 % intervals.

Networks compute mixtures around the predictions of trees and a ridge regression. Several targets are modeled jointly. The likelihood, the quantiles and the samples are exact.`,
    examples: [
      "--file houses.csv --target price",
      "--file weather.csv --target rain,wind --split time:date",
      "--dataset concrete --json",
    ],
  },
  datasets: Object.entries(regressionDatasets).map(([name, { rows, features, reference }]) => ({
    name,
    rows,
    dimensions: { features, targets: 1 },
    reference,
  })),
  addOptions,
  parseOptions,
  schema: regressionSchema,
  defaults: (data) => ({
    seed: 0,
    steps: 1,
    // test files that the user names are the ones to test on
    split: "test" in data && data.test ? "files" : "random",
    testShare: 0.2,
    validationShare: 0,
    budget: 300,
    threads: 2,
  }),
  variant: () => [],
  published: () => [],
  metricFacts,
  headline: ["nll", "constantSpreadNll", "coverage90"],
  files: REGRESSION_FILES,
  defaultFiles: ["predict", "log-prob"],
  async load(config, options) {
    const isPublished = "dataset" in config.data;
    return regressionProblem(
      config,
      isPublished ? await publishedRegression(config, options) : await ownRegression(config),
    );
  },
};

function addOptions(command: Command): void {
  command
    .optionsGroup("Data:")
    .addOption(
      new Option("--dataset <name>", "published data set").choices(Object.keys(regressionDatasets)),
    )
    .option(
      "--file <file>",
      "file of your own rows: CSV, TSV, Parquet, ARFF, LIBSVM or JSON lines, with or without gzip",
    )
    .option("--train <file>", "the same as --file")
    .option(
      "--test <file>",
      "file of your own test rows (default: a fraction of the rows of --file)",
    )
    .option("--target <names>", "columns of numbers to predict, as price or rain,wind");
  addSplitOptions(command);
  command.option(
    "--test-share <share>",
    "fraction of the rows to test on (default: 0.2)",
    parseNumber,
  );
  command
    .optionsGroup("Columns of your own files:")
    .option("--features <names>", "columns to predict from (default: all others)", parseNames);
  addReadingOptions(command);
  command
    .optionsGroup("Model:")
    .option(
      "--budget <seconds>",
      "time in seconds to plan the fit for, on two idle cores (default: 300)",
      parseNumber,
    )
    .option("--threads <n>", "number of threads per operation (default: 2)", parseNumber)
    .option("--seed <n>", "seed of the split and of the fit (default: 0)", parseNumber);
}

/** The options that only apply to the user's own files, besides those of `tableSettings`. */
const OWN = ["split", "group", "folds", "fold"];

type Sources = Readonly<Record<"dataset" | "file" | "train" | "test", string | undefined>>;

async function parseOptions(
  options: Settings,
): Promise<{ data: RegressionConfig["data"]; settings: Settings }> {
  const { dataset, file, train, test, ...others } = options as Sources & Settings;
  const sources = [dataset, file, train].filter((source) => source !== undefined);
  if (sources.length !== 1) {
    throw new UsageError("expected one of --dataset, --file and --train.");
  }
  if (dataset !== undefined) {
    const option = test === undefined ? OWN.find((name) => others[name] !== undefined) : "test";
    if (option !== undefined) {
      throw new UsageError(`${flagOf(option)} is for your own files, not for --dataset.`);
    }
    return { data: { dataset }, settings: tableSettings(others, true) };
  }
  if (others.target === undefined) {
    throw new UsageError("no target: expected --target, the column to predict.");
  }
  const settings = tableSettings(others, false);
  if (settings.split === "files" && test === undefined) {
    throw new UsageError("--split is files, which needs --test.");
  }
  const data = {
    file: await describeDataFile((file ?? train)!),
    ...(test !== undefined && { test: await describeDataFile(test) }),
  };
  return { data, settings };
}
