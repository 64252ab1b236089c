import { type Command, Option } from "commander";

/**
 * Adds the options that name the rows: a published data set, or files of one's own.
 *
 * @param described The text of --dataset.
 * @param names The data sets.
 */
export function addSourceOptions(
  command: Command,
  described: string,
  names: readonly string[],
): void {
  command
    .optionsGroup("Data:")
    .addOption(new Option("--dataset <name>", described).choices(names))
    .option(
      "--file <file>",
      "file of your own rows: CSV, TSV, Parquet, ARFF, LIBSVM or JSON lines, with or without gzip",
    )
    .option("--train <file>", "the same as --file")
    .option(
      "--test <file>",
      "file of your own test rows (default: a fraction of the rows of --file)",
    );
}
