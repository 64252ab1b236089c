import { type FDivergence, kl } from "@ebm/core";
import type { Model } from "./model.js";
import { cardMetadata, type ModelCard } from "./model-card.js";
import type { OutputName } from "./model-outputs.js";
import { exactness, preprocessing } from "./wording.js";

/** The description of one file: a sentence, and the entries of its metadata. */
export function describeOutput(
  output: OutputName,
  model: Model,
  card: ModelCard,
): { readonly description: string; readonly metadata: Readonly<Record<string, string>> } {
  const { logSize, normalizer, divergence = kl() } = model;
  return {
    description: describe(output, divergence, exactness[normalizer]),
    metadata: {
      output,
      ...cardMetadata(card),
      sign_convention: `${signConvention(divergence)}: low energy is likely`,
      prior: logSize === undefined ? "1: p is a density" : "uniform",
      log_prior: `${logSize ? -logSize : 0}`,
      normalizer,
      preprocessing: preprocessing(model),
    },
  };
}

/** The formula of p(y|x) in terms of the outputs of the files. */
function signConvention({ name }: FDivergence): string {
  if (name === "kl") return "p(y|x) = q(y|x) exp(-energy - log_partition)";
  if (name === "chiSquared") return "p(y|x) = q(y|x) max(0, 1 - energy - log_partition)";
  return `p(y|x) = q(y|x) w(-energy - log_partition), with w the derivative of the convex conjugate of the generator f of the ${name} divergence`;
}

function describe(output: OutputName, { name }: FDivergence, exactness: string): string {
  if (output === "prediction")
    return "The likeliest y that was found for x, a member of the structure.";
  if (name === "kl") {
    return {
      energy: "The energy E(x, y) of p(y|x) = q(y|x) exp(−E(x, y)) / Z(x): low is likely.",
      log_partition: `The log-partition log Z(x) = log Σ over y of q(y|x) exp(−E(x, y)), ${exactness}.`,
      log_prob: `The log-probability log p(y|x) = log q(y|x) − E(x, y) − log Z(x) of a member y of the structure, with a log Z ${exactness}.`,
    }[output];
  }
  const ratio = name === "chiSquared" ? "max(0, 1 − E(x, y) − τ(x))" : "ω(−E(x, y) − τ(x))";
  const where = name === "chiSquared" ? "" : ` Here ω is the ratio p/q of the ${name} divergence.`;
  return {
    energy: `The energy E(x, y) of p(y|x) = q(y|x) ${ratio}: low is likely.${where}`,
    log_partition: `The normalizer τ(x) of p(y|x) = q(y|x) ${ratio}, ${exactness}.${where}`,
    log_prob: `The log-probability log p(y|x) = log q(y|x) + log ${ratio} of a member y of the structure, with a τ ${exactness}; −∞ where p is 0.${where}`,
  }[output];
}
