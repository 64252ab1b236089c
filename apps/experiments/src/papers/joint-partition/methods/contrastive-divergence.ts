import { scan, stopGradient } from "@ebm/core";
import { contrastiveDivergenceLoss } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import { gibbs } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

/**
 * Returns the method of contrastive divergence for subsets as first proposed: Gibbs sweeps that
 * start at the observed y.
 */
export function contrastiveDivergence(
  { structure, energy }: StructuredModel,
  { activation, chainSteps = 1 }: Pick<MethodOptions, "activation" | "chainSteps">,
): Method {
  return {
    networks: [],
    noise: (batchSize) => ({ uniforms: [chainSteps, batchSize, structure.dim] }),
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x, { activation });
      const frozen = stopGradient(scores);
      const chain = gibbs((y) => energy(frozen, y));
      const end = scan(chain.step, chain.start(y), uniforms!);
      return contrastiveDivergenceLoss({
        dataEnergy: energy(scores, y),
        sampleEnergy: tf.expandDims(energy(scores, stopGradient(end.x)), 1),
      });
    },
  };
}
