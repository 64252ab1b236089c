import { type Command, Option } from "commander";
import { flagOf } from "../config/command-of.js";
import type { Config, Hyperparameters } from "../config/config.js";
import { describeDefault } from "../config/defaults.js";

/** How a command that trains goes about it; what it computes is in the config. */
export interface SessionOptions {
  readonly dataDir?: string | undefined;
  readonly checkpointEvery: number | string;
  readonly json?: boolean | undefined;
}

/** Adds the options that `run` and `resume` share. */
export function addSessionOptions(command: Command): Command {
  return command
    .option("--checkpoint-every <seconds>", "save so often", parseNumber, 2)
    .option("--json", "print a JSON object a line on stdout, and nothing else there")
    .addOption(dataDirOption());
}

export function dataDirOption(): Option {
  const description = "where to look for data sets first; then in the cache, then on the net";
  return new Option("--data-dir <directory>", description).env("EBM_DATA_DIR");
}

/** Adds the options that both tasks share. */
export function addTrainingOptions(command: Command, task: Config["task"]): Command {
  command
    .addOption(
      new Option("--loss <loss>", "KL or χ² (default: logistic)").choices([
        "logistic",
        "sparsemax",
      ]),
    )
    .addOption(shareOption("--test-share <share>", "of the rows, to test on (default: 0.2)"))
    .addOption(
      shareOption(
        "--validation-share <share>",
        "of the training rows, to choose the step to keep by (default: 0, which keeps the last)",
      ),
    )
    .optionsGroup("Training:")
    .option(
      "--seed <n>",
      "decides the split, the first parameters, batches and noise (default: 0)",
      parseNumber,
    );
  for (const [key, [value, what, parse]] of Object.entries(hyperparameters)) {
    const note = describeDefault(task, key as keyof Hyperparameters);
    command.option(`${flagOf(key)} <${value}>`, `${what} (${note})`, parse);
  }
  command
    .addOption(
      new Option("--runtime <runtime>", "compiled, or eagerly (default: onnx)").choices([
        "onnx",
        "tfjs",
      ]),
    )
    .optionsGroup("The run:")
    .option("--out <directory>", "where it is kept (default: in runs/, named for what it is)")
    .option("--overwrite", "replace the run that is there");
  return addSessionOptions(command);
}

function shareOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(parseNumber).helpGroup("Data:");
}

type Described = readonly [value: string, what: string, parse: (text: string) => unknown];

const hyperparameters: Readonly<Record<keyof Hyperparameters, Described>> = {
  steps: ["n", "updates of the parameters", parseNumber],
  learningRate: ["rate", "of AdamW", parseNumber],
  schedule: ["name", "of the learning rate: constant, or cosine, down to 0", String],
  batchSize: ["n", "rows a step, or full", parseNumber],
  samples: ["n", "draws from the prior a step, shared by its rows", parseNumber],
  hidden: ["widths", "hidden layers of the scores: 128, or 64,64, or none", parseWidths],
  logPartitionHidden: ["widths", "hidden layers of τ", parseWidths],
  activation: ["name", "relu, elu, tanh, swish or softplus", String],
  weightDecay: ["rate", "of the weights of the scores", parseNumber],
};

/** A number; what is none stays as it is, for the check of the config to name. */
export function parseNumber(text: string): number | string {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? text : value;
}

function parseWidths(text: string): (number | string)[] {
  return text === "none" ? [] : text.split(",").map(parseNumber);
}
