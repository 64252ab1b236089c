import type { Config, Hyperparameters } from "./config.js";

/** What a config says unless asked otherwise. */
export type Defaults = Omit<Config, "task" | "data" | "versions">;

/**
 * The defaults for some data. The hyperparameters were chosen on validation rows, taken from the
 * training rows of other seeds than those that results are quoted for.
 */
export function defaultsFor(task: Config["task"], data: Config["data"]): Defaults {
  const dataset = "dataset" in data ? data.dataset : "";
  return {
    ...common,
    ...hyperparameters[task],
    ...hyperparametersOf[task][dataset],
    ...(task === "multilabel"
      ? {
          model: "unary",
          // the file of test rows that a user names is the one to test on
          split: "test" in data && data.test ? "files" : "random",
          emptyRows: dataset === "birds" ? "drop" : "keep",
        }
      : { model: "permutahedron" }),
  } as Defaults;
}

/** The default of a hyperparameter, and the data sets that have another. */
export function describeDefault(task: Config["task"], key: keyof Hyperparameters): string {
  const others = Object.entries(hyperparametersOf[task])
    .filter(([, own]) => key in own)
    .map(([dataset, own]) => `${dataset}: ${textOf(own[key])}`);
  return ["default: ".concat(textOf(hyperparameters[task][key])), ...others].join("; ");
}

/** A value as it is typed. */
export function textOf(value: unknown): string {
  return Array.isArray(value) && value.length === 0 ? "none" : String(value);
}

const common = {
  loss: "logistic",
  runtime: "onnx",
  seed: 0,
  testShare: 0.2,
  validationShare: 0,
} as const;

const hyperparameters: Readonly<Record<Config["task"], Hyperparameters>> = {
  multilabel: {
    steps: 3000,
    learningRate: 1e-3,
    schedule: "cosine",
    batchSize: 256,
    samples: 100,
    hidden: [256],
    logPartitionHidden: [128],
    activation: "relu",
    weightDecay: 1,
  },
  "label-ranking": {
    steps: 4000,
    learningRate: 3e-3,
    schedule: "cosine",
    batchSize: 256,
    samples: 1000,
    hidden: [128],
    logPartitionHidden: [128],
    activation: "tanh",
    weightDecay: 0.1,
  },
};

type Own = Readonly<Record<string, Partial<Hyperparameters>>>;

const hyperparametersOf: Readonly<Record<Config["task"], Own>> = {
  // a τ that learns slowly, being small, keeps the energy from growing sure of what is absent:
  // better for F1, worse for the likelihood
  multilabel: {
    yeast: { steps: 2000, learningRate: 3e-4, hidden: [512], logPartitionHidden: [16] },
    emotions: { weightDecay: 3 },
    birds: { steps: 4000, batchSize: 64, hidden: [] },
    cal500: {
      steps: 8000,
      learningRate: 1e-4,
      schedule: "constant",
      batchSize: 32,
      hidden: [],
      logPartitionHidden: [32],
    },
  },
  "label-ranking": {},
};
