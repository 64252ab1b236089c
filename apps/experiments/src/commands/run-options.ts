import { type Command, Option } from "commander";
import { flagOf } from "../config/command-of.js";
import type { Config, Hyperparameters } from "../config/config.js";
import { describeDefault } from "../config/defaults.js";

/** What every command that trains takes, apart from the run's own settings. */
export interface SessionOptions {
  readonly dataDir?: string;
  readonly checkpointEvery: number | string;
  readonly json: boolean;
}

/** Adds the options that `run` and `resume` share. */
export function addSessionOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--data-dir <directory>", "where to look for data sets first").env("EBM_DATA_DIR"),
    )
    .option("--checkpoint-every <seconds>", "how often to save a checkpoint", parseNumber, 2)
    .option("--json", "print a JSON object a line on stdout, and nothing else there", false);
}

/** Adds the options that both tasks share. */
export function addTrainingOptions(command: Command, task: Config["task"]): Command {
  addSessionOptions(command)
    .option("--out <directory>", "the directory of the run (default: in runs/, named for it)")
    .option("--overwrite", "replace the run that is in the directory", false)
    .addOption(
      new Option("--loss <loss>", "logistic (KL) or sparsemax (χ²) (default: logistic)").choices([
        "logistic",
        "sparsemax",
      ]),
    )
    .addOption(
      new Option(
        "--runtime <runtime>",
        "ONNX Runtime, or TensorFlow.js eagerly (default: onnx)",
      ).choices(["onnx", "tfjs"]),
    )
    .option(
      "--seed <n>",
      "of the split, the first parameters, batches and noise (default: 0)",
      parseNumber,
    )
    .option("--test-share <share>", "of the rows, drawn by the seed (default: 0.2)", parseNumber)
    .option(
      "--validation-share <share>",
      "of the training rows, held out to choose the step to keep (default: 0, the last step)",
      parseNumber,
    );

  for (const [key, [value, what, parse]] of Object.entries(hyperparameters)) {
    const note = describeDefault(task, key as keyof Hyperparameters);
    command.option(`${flagOf(key)} <${value}>`, `${what} (${note})`, parse);
  }
  return command;
}

const hyperparameters: Readonly<
  Record<
    keyof Hyperparameters,
    readonly [value: string, what: string, parse: (text: string) => unknown]
  >
> = {
  steps: ["n", "updates of the parameters", parseNumber],
  learningRate: ["rate", "of Adam", parseNumber],
  schedule: ["schedule", "of the learning rate: constant, or cosine down to 0", String],
  batchSize: ["n", "rows a step, or full", parseNumber],
  samples: ["n", "draws from the prior a step, shared by the batch", parseNumber],
  hidden: ["widths", "hidden layers of the scores: 128, or 64,64, or none", parseWidths],
  logPartitionHidden: ["widths", "hidden layers of the log-partition", parseWidths],
  activation: ["name", "relu, elu, tanh, swish or softplus", String],
  weightDecay: ["rate", "of the weights of the scores, as in AdamW", parseNumber],
};

/** A number; what is none stays as it is, for the check of the config to name. */
export function parseNumber(text: string): number | string {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? text : value;
}

function parseWidths(text: string): (number | string)[] {
  return text === "none" ? [] : text.split(",").map(parseNumber);
}
