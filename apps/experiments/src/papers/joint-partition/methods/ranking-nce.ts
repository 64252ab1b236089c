import { rankingNceLoss } from "@ebm/joint-partition";
import type { StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

/** Learns which of y and samples from the prior was observed: the min-min model without τ. */
export function rankingNce(
  { structure, energy }: StructuredModel,
  { activation, samples }: MethodOptions,
): Method {
  return {
    networks: [],
    noise: () => ({ uniforms: [samples, structure.noiseDim] }),
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x, { activation });
      const draws = structure.sample(uniforms as tf.Tensor2D);
      return rankingNceLoss({
        dataEnergy: energy(scores, y),
        sampleEnergy: energy(scores, tf.expandDims<tf.Tensor3D>(draws, 0)),
      });
    },
  };
}
