import { stopGradient } from "@ebm/core";
import { minMaxLoss, plackettLuce, productBernoulli } from "@ebm/joint-partition";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../experiments/experiment.js";
import type { Method, MethodOptions } from "./method.js";

const DRAWS = 10;

/** A learned sampler, of independent bits or of Plackett and Luce, against the energy. */
export function minMax({ structure, energy, task }: Experiment, options: MethodOptions): Method {
  const { activation } = options;
  return {
    networks: ["sampler"],
    noise: (batchSize) => ({ uniforms: [batchSize, DRAWS, structure.noiseDim] }),
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x, { activation });
      const samplerScores = mlp(params.sampler, x, { activation });
      const sampler = (task === "multilabel" ? productBernoulli : plackettLuce)(samplerScores);
      const draws = stopGradient(sampler.sample(uniforms as tf.Tensor3D));
      return minMaxLoss({
        dataEnergy: energy(scores, y),
        sampleEnergy: energy(scores, task === "multilabel" ? draws : members(draws)),
        sampleLogProb: sampler.logProb(draws),
        logPrior: -structure.logSize,
      });
    },
  };

  /** Rankings as members of the structure. */
  function members(draws: tf.Tensor3D): tf.Tensor3D {
    const rows = tf.reshape(draws, [-1, draws.shape[2]]) as tf.Tensor2D;
    return tf.reshape(stopGradient(structure.argmax(rows)), draws.shape);
  }
}
