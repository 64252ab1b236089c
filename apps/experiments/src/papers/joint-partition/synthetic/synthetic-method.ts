import { binaryStates } from "@ebm/metrics";
import type { StructuredModel } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import { contrastiveDivergence } from "../methods/contrastive-divergence.js";
import { enumeratedLikelihood } from "../methods/enumerated-likelihood.js";
import type { Method } from "../methods/method.js";
import { minMin } from "../methods/min-min.js";
import { pseudoLikelihood } from "../methods/pseudo-likelihood.js";
import { rankingNce } from "../methods/ranking-nce.js";

export type SyntheticMethod =
  | "exact MLE"
  | "min-min"
  | "min-min over all"
  | "pseudo-likelihood"
  | "contrastive divergence"
  | "ranking NCE";

/** The methods to compare where all labelings can be enumerated. */
export function syntheticMethod(
  name: SyntheticMethod,
  experiment: StructuredModel,
  /** Number of samples per step, or of sweeps of a chain. */
  draws: number,
): Method {
  const options = { activation: "relu", samples: draws } as const;
  switch (name) {
    case "exact MLE":
      return enumeratedLikelihood(experiment, options);
    case "min-min":
      return minMin(experiment, "logistic", options);
    case "min-min over all":
      return minMin(overAll(experiment), "logistic", { ...options, samples: 1 });
    case "pseudo-likelihood":
      return pseudoLikelihood(experiment, options);
    case "contrastive divergence":
      return contrastiveDivergence(experiment, { ...options, chainSteps: draws });
    case "ranking NCE":
      return rankingNce(experiment, options);
  }
}

/** Returns the same loss with the prior itself in place of samples: all labelings, once each. */
function overAll(experiment: StructuredModel): StructuredModel {
  const { data, shape } = binaryStates(experiment.structure.dim);
  const sample = (): tf.Tensor2D => tf.tensor2d(data, [...shape]);
  return { ...experiment, structure: { ...experiment.structure, sample } };
}
