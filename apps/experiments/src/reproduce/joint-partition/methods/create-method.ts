import type { Experiment } from "../../../experiments/experiment.js";
import { exactLikelihood } from "./exact-likelihood.js";
import { fenchelYoung } from "./fenchel-young.js";
import { mcmc } from "./mcmc.js";
import type { Method, MethodOptions } from "./method.js";
import { minMax } from "./min-max.js";
import { minMin } from "./min-min.js";
import { minMinLikeLabels } from "./min-min-like-labels.js";
import { pseudoLikelihood } from "./pseudo-likelihood.js";

export type MethodName =
  | "min-min logistic"
  | "min-min sparsemax"
  | "min-min like labels"
  | "exact MLE"
  | "generalized Fenchel–Young"
  | "MCMC"
  | "min-max"
  | "pseudo-likelihood";

/** The methods that are compared, by name. */
export function createMethod(
  name: MethodName,
  experiment: Experiment,
  options: MethodOptions,
): Method {
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
    case "min-max":
      return minMax(experiment, options);
    case "pseudo-likelihood":
      return pseudoLikelihood(experiment, options);
  }
}
