import { regressionDatasets } from "@ebm/datasets";
import { type Command, Option } from "commander";
import { UsageError } from "../errors.js";
import type { MetricFacts } from "../report/report-data.js";
import { parseNumber } from "./option-values.js";
import { ownRegression } from "./regression/own-regression.js";
import { publishedRegression } from "./regression/published-regression.js";
import { type RegressionConfig, regressionSchema } from "./regression/regression-config.js";
import { REGRESSION_FILES } from "./regression/regression-files.js";
import { regressionProblem } from "./regression/regression-problem.js";
import { addSourceOptions } from "./tables/add-source-options.js";
import { parseNames } from "./tables/names.js";
import { parseTableSource } from "./tables/parse-table-source.js";
import { addReadingOptions, addSplitOptions } from "./tables/table-options.js";
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
  baseNll: { ...nats, name: "NLL of the base, nats", explanation: "without an energy on top" },
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
  tiltKept: {
    decimals: 0,
    name: "Energy kept",
    explanation: "1 if it gains three standard errors",
  },
  tiltGain: { decimals: 3, name: "Gain of the energy", explanation: "nats per row, held out" },
};

/** Predicts the density of numbers. */
export const regression: Task<RegressionConfig> = {
  name: "regression",
  title: "Regression",
  help: {
    summary: "predict numbers, with their density and intervals",
    description: `Learns the density of one or several numbers given the other columns, and tests it on held-out rows. Reports the negative log-likelihood in nats per row, and the fraction of targets within its 90 % intervals.

Networks compute mixtures around the predictions of trees and linear regressions. Several targets are modeled jointly. The likelihood, the quantiles and the samples are exact. An energy on top is kept only if it gains more than three standard errors on held-out rows; they are then computed with samples of the networks.`,
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
  parseOptions: (options) => parseTableSource(options, SOURCES),
  schema: regressionSchema,
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
  addSourceOptions(command, "published data set", Object.keys(regressionDatasets));
  command.option("--target <names>", "columns of numbers to predict, as price or rain,wind");
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
  checkOwn({ target }: Settings): void {
    if (target === undefined) {
      throw new UsageError("no target: expected --target, the column to predict.");
    }
  },
};
