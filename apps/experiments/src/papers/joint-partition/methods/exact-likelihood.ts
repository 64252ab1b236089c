import { exactNll } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import { enumeratedLikelihood } from "./enumerated-likelihood.js";
import type { Method, MethodOptions } from "./method.js";

/**
 * Returns the method of maximum likelihood. The log-partition has a closed form, comes from dynamic
 * programming, or is a sum over all subsets.
 */
export function exactLikelihood(
  experiment: StructuredModel,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  const { structure, energy, isExact, logPartition } = experiment;
  if (!isExact) return enumeratedLikelihood(experiment, { activation });
  return {
    networks: [],
    noise: () => ({}),
    loss(params, { x, y }) {
      const scores = mlp(params.scores, x, { activation });
      return exactNll({
        dataEnergy: energy(scores, y),
        exactLogPartition: tf.sub(logPartition(scores), structure.logSize),
      });
    },
  };
}
