import { scan, stopGradient } from "@ebm/core";
import { contrastiveDivergenceLoss } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import { metropolis } from "@ebm/samplers";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

/**
 * Returns the method of contrastive divergence from one Metropolis chain per row, which starts at a
 * sample from the prior.
 */
export function mcmc(
  { structure, energy }: StructuredModel,
  { activation, chainSteps = 10 }: Pick<MethodOptions, "activation" | "chainSteps">,
): Method {
  return {
    networks: [],
    noise: (batchSize) => ({
      start: [batchSize, structure.noiseDim],
      moves: [chainSteps, batchSize, structure.proposalNoiseDim],
      accepts: [chainSteps, batchSize],
    }),
    loss(params, { x, y, start, moves, accepts }) {
      const scores = mlp(params.scores, x, { activation });
      const frozen = stopGradient(scores);
      const chain = metropolis<tf.Tensor2D, tf.Tensor2D>({
        energy: (y) => energy(frozen, y),
        propose: (y, uniforms) => structure.propose({ y, uniforms }),
      });
      const state = chain.start(structure.sample(start as tf.Tensor2D));
      const end = scan(chain.step, state, { move: moves as tf.Tensor2D, uniforms: accepts! });
      return contrastiveDivergenceLoss({
        dataEnergy: energy(scores, y),
        sampleEnergy: tf.expandDims(energy(scores, stopGradient(end.x)), 1),
      });
    },
  };
}
