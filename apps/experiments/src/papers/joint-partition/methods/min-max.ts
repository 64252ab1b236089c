import { stopGradient } from "@ebm/core";
import { minMaxLoss } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

const DRAWS = 10;

/**
 * Returns the min-max method: a learned sampler against the energy. The sampler has independent
 * bits or is a Plackett–Luce model, with one score per label for every model.
 */
export function minMax(
  { structure, energy, proposal, members }: StructuredModel,
  { activation }: Pick<MethodOptions, "activation">,
): Method {
  const labels = structure.noiseDim;
  return {
    networks: ["sampler"],
    noise: (batchSize) => ({ uniforms: [batchSize, DRAWS, labels] }),
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x, { activation });
      const samplerScores = tf.slice(mlp(params.sampler, x, { activation }), [0, 0], [-1, labels]);
      const sampler = proposal(samplerScores);
      const draws = stopGradient(sampler.sample(uniforms as tf.Tensor3D));
      return minMaxLoss({
        dataEnergy: energy(scores, y),
        sampleEnergy: energy(scores, members(draws)),
        sampleLogProb: sampler.logProb(draws),
        logPrior: -structure.logSize,
      });
    },
  };
}
