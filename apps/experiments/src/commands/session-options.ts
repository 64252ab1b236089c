import { type Command, Option } from "commander";
import { parseNumber } from "../tasks/option-values.js";

/** Options of how a command trains. Options of what it computes are in the config. */
export interface SessionOptions {
  readonly dataDir?: string | undefined;
  readonly checkpointEvery: number | string;
  readonly json?: boolean | undefined;
}

/** Adds the options that `run` and `resume` share. */
export function addSessionOptions(command: Command): Command {
  return command
    .option("--checkpoint-every <seconds>", "seconds between checkpoints", parseNumber, 2)
    .option("--json", "print one JSON object per line on stdout, and nothing else there")
    .addOption(dataDirOption());
}

export function dataDirOption(): Option {
  const description = "directory to look for data sets in first; then the cache, then the network";
  return new Option("--data-dir <directory>", description).env("EBM_DATA_DIR");
}
