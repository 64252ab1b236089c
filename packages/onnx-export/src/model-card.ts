import type { Model } from "./model.js";
import type { OutputName } from "./model-outputs.js";

/** Where a model comes from. Written into the metadata of its files. */
export interface ModelCard {
  /** What it was trained by, such as "joint-partition, logistic". */
  readonly method: string;
  /** The set Y, such as "hypercube(14)". */
  readonly structure: string;
  /** The data set it was trained on. */
  readonly dataset: string;
  /** The run that trained it. */
  readonly run?: string;
  readonly license?: string;
  /** The version of the program that trained it. */
  readonly version?: string;
}

/** What one file says of itself: a sentence, and the entries of its metadata. */
export function describeOutput(
  output: OutputName,
  { logPrior, normalizer, standardization, divergence = "kl" }: Model,
  { license, ...card }: ModelCard,
): { readonly description: string; readonly metadata: Readonly<Record<string, string>> } {
  return {
    description: descriptions[divergence][output](exactness[normalizer]),
    metadata: {
      output,
      ...card,
      ...(license !== undefined && { model_license: license }), // ONNX's own name for it
      sign_convention: `${signConventions[divergence]}: low energy is likely`,
      prior: "uniform",
      log_prior: `${logPrior}`,
      normalizer,
      preprocessing: standardization
        ? "in the graph: x is raw, standardized by the mean and deviation of the training data"
        : "none",
    },
  };
}

type Divergence = NonNullable<Model["divergence"]>;

const signConventions: Readonly<Record<Divergence, string>> = {
  kl: "p(y|x) = q(y|x) exp(-energy - log_partition)",
  chiSquared: "p(y|x) = q(y|x) max(0, 1 - energy - log_partition)",
};

const descriptions: Readonly<
  Record<Divergence, Record<OutputName, (exactness: string) => string>>
> = {
  kl: {
    energy: () => "The energy E(x, y) of p(y|x) = q(y|x) exp(−E(x, y)) / Z(x): low is likely.",
    log_partition: (exactness) =>
      `The log-partition log Z(x) = log Σ over y of q(y|x) exp(−E(x, y)), ${exactness}.`,
    log_prob: (exactness) =>
      "The log-probability log p(y|x) = log q(y|x) − E(x, y) − log Z(x) of a member y of the " +
      `structure, with a log Z ${exactness}.`,
  },
  chiSquared: {
    energy: () =>
      "The energy E(x, y) of p(y|x) = q(y|x) max(0, 1 − E(x, y) − τ(x)): low is likely.",
    log_partition: (exactness) =>
      `The normalizer τ(x) of p(y|x) = q(y|x) max(0, 1 − E(x, y) − τ(x)), ${exactness}.`,
    log_prob: (exactness) =>
      "The log-probability log p(y|x) = log q(y|x) + log max(0, 1 − E(x, y) − τ(x)) of a member y " +
      `of the structure, with a τ ${exactness}; where p is 0, a number below −80.`,
  },
};

const exactness: Readonly<Record<Model["normalizer"], string>> = {
  exact: "that is exact, so that probabilities sum to 1",
  learned: "that was learned, so that probabilities sum to 1 approximately",
};
