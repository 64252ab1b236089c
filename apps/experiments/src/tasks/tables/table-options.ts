import { type Command, Option } from "commander";
import { UsageError } from "../../errors.js";
import { parseNumber } from "../option-values.js";
import type { Settings } from "../task.js";
import { parseNames } from "./names.js";

/**
 * Adds the options that describe how to read the user's own files, and the roles of their columns.
 */
export function addTableOptions(command: Command): void {
  command
    .optionsGroup("Columns of your own files:")
    .option("--features <names>", "columns to predict from (default: all others)", parseNames)
    .option(
      "--weight <name>",
      "column with the weight of each row in the loss and the metrics; only for the models of the paper",
    );
  addReadingOptions(command);
}

/** Adds the options that describe how to read the user's own files. */
export function addReadingOptions(command: Command): void {
  command
    .optionsGroup("Columns of your own files:")
    .option("--drop <names>", "columns to leave out", parseNames)
    .option(
      "--types <names>",
      "kinds of columns, as age=number,zip=category: number, category, boolean, datetime or text (default: inferred)",
      parseNames,
    )
    .option(
      "--missing <texts>",
      "texts that mean a missing value, as ?,NA (default: those of the format)",
      parseNames,
    )
    .addOption(headerOption())
    .addOption(decimalOption())
    .option("--memory <mb>", "memory limit of a table in MB (default: 1024)", parseNumber);
}

export function headerOption(): Option {
  const description = "whether line 1 of a CSV contains the column names (default: auto)";
  return new Option("--header <whether>", description).choices(["auto", "yes", "no"]);
}

export function decimalOption(): Option {
  const description = "decimal mark of numbers in a CSV (default: .)";
  return new Option("--decimal <mark>", description).choices([".", ","]);
}

/** Adds the options that describe how to split rows. */
export function addSplitOptions(command: Command): void {
  command
    .option(
      "--split <how>",
      "how test rows are chosen: random, files (those of the test file), stratified (by label), time:COLUMN (the latest) or group:COLUMN (whole groups) (default: random, but files with --test)",
    )
    .option("--group <name>", "short for --split group:NAME")
    .option("--folds <k>", "number of folds; one fold is for testing", parseNumber)
    .option("--fold <i>", "number of the fold for testing, from 1 (default: 1)", parseNumber);
}

/** The options that only apply to the user's own files. */
const OWN = [
  "target",
  "features",
  "drop",
  "types",
  "missing",
  "header",
  "decimal",
  "weight",
  "memory",
];

/** Checks the options together. Returns the settings, with `group` converted to `split`. */
export function tableSettings({ group, ...settings }: Settings, isPublished: boolean): Settings {
  if (group !== undefined && settings.split !== undefined) {
    throw new UsageError("--group and --split: expected one of them.");
  }
  const split = group === undefined ? settings.split : `group:${group}`;
  const { folds, fold, testShare } = settings;
  if (fold !== undefined && folds === undefined) {
    throw new UsageError("--fold needs --folds, the number of folds.");
  }
  if (folds !== undefined && (testShare !== undefined || split === "files")) {
    const other = split === "files" ? "--split files" : "--test-share";
    throw new UsageError(`--folds and ${other}: expected one of them.`);
  }
  if (typeof fold === "number" && typeof folds === "number" && fold > folds) {
    throw new UsageError(`--fold is ${fold}, expected a number from 1 to ${folds}, as --folds.`);
  }
  const option = OWN.find((name) => settings[name] !== undefined);
  if (isPublished && option !== undefined) {
    throw new UsageError(`--${option} is for your own files, not for --dataset.`);
  }
  if (isPublished && typeof split === "string" && /^(time|group):/.test(split)) {
    throw new UsageError(`--split is ${split}, expected random, files or stratified of --dataset.`);
  }
  return split === undefined ? settings : { ...settings, split };
}
