import { type Command, Option } from "commander";
import { flagOf, textOf } from "../command-of.js";
import { parseNumber, parseWidths } from "../option-values.js";
import type { Hyperparameters } from "./structured-config.js";

/** Default hyperparameters, and those of data sets with other defaults. */
export interface DefaultHyperparameters {
  readonly common: Hyperparameters;
  readonly byDataset: Readonly<Record<string, Partial<Hyperparameters>>>;
}

/** Adds the options that both tasks share. */
export function addStructuredOptions(command: Command, defaults: DefaultHyperparameters): void {
  command
    .addOption(
      new Option(
        "--loss <loss>",
        "loss: logistic (KL divergence) or sparsemax (χ² divergence) (default: logistic)",
      ).choices(["logistic", "sparsemax"]),
    )
    .addOption(
      shareOption("--test-share <share>", "fraction of the rows to test on (default: 0.2)"),
    )
    .addOption(
      shareOption(
        "--validation-share <share>",
        "fraction of the training rows that choose the step to keep (default: 0, which keeps the last step)",
      ),
    )
    .optionsGroup("Training:")
    .option(
      "--seed <n>",
      "seed of the split, the initial parameters, the batches and the noise (default: 0)",
      parseNumber,
    );
  for (const [key, [value, what, parse]] of Object.entries(hyperparameters)) {
    const note = describeDefault(defaults, key as keyof Hyperparameters);
    command.option(`${flagOf(key)} <${value}>`, `${what} (${note})`, parse);
  }
  command.addOption(
    new Option(
      "--runtime <runtime>",
      "runtime of training: onnx (ONNX Runtime), native (C, compiled by cc), auto (native for long runs) or tfjs (eager TensorFlow.js) (default: onnx)",
    ).choices(["onnx", "native", "auto", "tfjs"]),
  );
}

function shareOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(parseNumber).helpGroup("Data:");
}

/** Describes the default of a hyperparameter, and the data sets with other defaults. */
function describeDefault(
  { common, byDataset }: DefaultHyperparameters,
  key: keyof Hyperparameters,
): string {
  const others = Object.entries(byDataset)
    .filter(([, values]) => key in values)
    .map(([dataset, values]) => `${dataset}: ${textOf(values[key])}`);
  return [`default: ${textOf(common[key])}`, ...others].join("; ");
}

type Described = readonly [value: string, what: string, parse: (text: string) => unknown];

const hyperparameters: Readonly<Record<keyof Hyperparameters, Described>> = {
  steps: ["n", "number of training steps", parseNumber],
  learningRate: ["rate", "learning rate of AdamW", parseNumber],
  schedule: ["name", "schedule of the learning rate: constant, or cosine (down to 0)", String],
  batchSize: ["n", "number of rows per step, or full", parseNumber],
  samples: ["n", "number of samples from the prior per step, which its rows share", parseNumber],
  hidden: [
    "widths",
    "widths of the hidden layers of the scores: 128, or 64,64, or none",
    parseWidths,
  ],
  logPartitionHidden: [
    "widths",
    "widths of the hidden layers of τ, the learned log-partition",
    parseWidths,
  ],
  activation: ["name", "activation: relu, elu, tanh, swish or softplus", String],
  weightDecay: ["rate", "weight decay of the network of the scores", parseNumber],
};
