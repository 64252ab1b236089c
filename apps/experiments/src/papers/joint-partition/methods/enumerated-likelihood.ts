import { EbmError, logMeanExp } from "@ebm/core";
import { exactNll } from "@ebm/joint-partition";
import { binaryStates } from "@ebm/metrics";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

/**
 * Returns the method of maximum likelihood for any energy of few labels. The log-partition is a sum
 * over all 2ᵏ subsets.
 */
export function enumeratedLikelihood(
  { structure, energy, isBinary, name }: StructuredModel,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  if (!isBinary) {
    throw new EbmError(`enumeratedLikelihood: the model is ${name}, expected one of subsets.`);
  }
  const states = binaryStates(structure.dim);
  return {
    networks: [],
    noise: () => ({}),
    loss(params, { x, y }) {
      const scores = mlp(params.scores, x, { activation });
      const all = tf.tensor3d(states.data, [1, ...states.shape]);
      return exactNll({
        dataEnergy: energy(scores, y),
        exactLogPartition: logMeanExp<tf.Tensor1D>(tf.neg(energy(scores, all)), 1),
      });
    },
  };
}
