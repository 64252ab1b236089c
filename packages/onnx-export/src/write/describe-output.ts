import type { Model } from "./model.js";
import { cardMetadata, type ModelCard } from "./model-card.js";
import type { OutputName } from "./model-outputs.js";
import { exactness, preprocessing } from "./wording.js";

/** What one file says of itself: a sentence, and the entries of its metadata. */
export function describeOutput(
  output: OutputName,
  model: Model,
  card: ModelCard,
): { readonly description: string; readonly metadata: Readonly<Record<string, string>> } {
  const { logPrior, normalizer, divergence = "kl" } = model;
  return {
    description: descriptions[divergence][output](exactness[normalizer]),
    metadata: {
      output,
      ...cardMetadata(card),
      sign_convention: `${signConventions[divergence]}: low energy is likely`,
      prior: logPrior === undefined ? "1: p is a density" : "uniform",
      log_prior: `${logPrior ?? 0}`,
      normalizer,
      preprocessing: preprocessing(model),
    },
  };
}

type Divergence = NonNullable<Model["divergence"]>;

const signConventions: Readonly<Record<Divergence, string>> = {
  kl: "p(y|x) = q(y|x) exp(-energy - log_partition)",
  chiSquared: "p(y|x) = q(y|x) max(0, 1 - energy - log_partition)",
};

const prediction = (): string => "The likeliest y that was found for x, a member of the structure.";

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
    prediction,
  },
  chiSquared: {
    energy: () =>
      "The energy E(x, y) of p(y|x) = q(y|x) max(0, 1 − E(x, y) − τ(x)): low is likely.",
    log_partition: (exactness) =>
      `The normalizer τ(x) of p(y|x) = q(y|x) max(0, 1 − E(x, y) − τ(x)), ${exactness}.`,
    log_prob: (exactness) =>
      "The log-probability log p(y|x) = log q(y|x) + log max(0, 1 − E(x, y) − τ(x)) of a member y " +
      `of the structure, with a τ ${exactness}; where p is 0, a number below −80.`,
    prediction,
  },
};
