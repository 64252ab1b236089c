import { EbmError } from "@ebm/core";
import type { StructuredModel } from "@ebm/models";
import { contrastiveDivergence } from "./contrastive-divergence.js";
import { exactLikelihood } from "./exact-likelihood.js";
import { fenchelYoung } from "./fenchel-young.js";
import { mcmc } from "./mcmc.js";
import type { Method, MethodOptions } from "./method.js";
import { minMax } from "./min-max.js";
import { minMin } from "./min-min.js";
import { minMinLikeLabels } from "./min-min-like-labels.js";
import { pseudoLikelihood } from "./pseudo-likelihood.js";
import { rankingNce } from "./ranking-nce.js";

export type MethodName =
  | "min-min logistic"
  | "min-min sparsemax"
  | "min-min like labels"
  | "exact MLE"
  | "generalized Fenchel–Young"
  | "MCMC"
  | "contrastive divergence"
  | "min-max"
  | "pseudo-likelihood"
  | "ranking NCE";

/** The methods that need a y that is a vector of bits. */
const OF_SUBSETS: readonly MethodName[] = [
  "min-min like labels",
  "generalized Fenchel–Young",
  "contrastive divergence",
];

/**
 * Creates a method by its name. Most methods work for any task and model, some for subsets only.
 */
export function createMethod(
  name: MethodName,
  experiment: StructuredModel,
  options: MethodOptions,
): Method {
  if (!experiment.isBinary && OF_SUBSETS.includes(name)) {
    throw new EbmError(`createMethod: \`name\` is ${name}, expected a method of rankings.`);
  }
  switch (name) {
    case "min-min logistic":
      return minMin(experiment, "logistic", options);
    case "min-min sparsemax":
      return minMin(experiment, "sparsemax", options);
    case "min-min like labels":
      return minMinLikeLabels(experiment, options);
    case "exact MLE":
      return exactLikelihood(experiment, options);
    case "generalized Fenchel–Young":
      return fenchelYoung(experiment, options);
    case "MCMC":
      return mcmc(experiment, options);
    case "contrastive divergence":
      return contrastiveDivergence(experiment, options);
    case "min-max":
      return minMax(experiment, options);
    case "pseudo-likelihood":
      return pseudoLikelihood(experiment, options);
    case "ranking NCE":
      return rankingNce(experiment, options);
  }
}
