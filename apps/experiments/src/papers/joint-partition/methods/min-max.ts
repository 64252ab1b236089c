import { stopGradient } from "@ebm/core";
import { minMaxLoss, plackettLuce, productBernoulli } from "@ebm/joint-partition";
import { mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../experiments/experiment.js";
import type { Method, MethodOptions } from "./method.js";

const DRAWS = 10;

/**
 * A learned sampler, of independent bits or of Plackett and Luce, against the energy. It has one
 * score a label, whatever the model has.
 */
export function minMax({ structure, energy, task }: Experiment, options: MethodOptions): Method {
  const { activation } = options;
  const labels = structure.noiseDim;
  return {
    networks: ["sampler"],
    noise: (batchSize) => ({ uniforms: [batchSize, DRAWS, labels] }),
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x, { activation });
      const samplerScores = tf.slice(mlp(params.sampler, x, { activation }), [0, 0], [-1, labels]);
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
    if (structure.dim > labels) return permutationMatrices(draws, structure.dim);
    const rows = tf.reshape(draws, [-1, draws.shape[2]]) as tf.Tensor2D;
    return tf.reshape(stopGradient(structure.argmax(rows)), draws.shape);
  }
}

/** 1 at [rank, label] where a label beats all but as many as its rank. */
function permutationMatrices(draws: tf.Tensor3D, dim: number): tf.Tensor3D {
  const [batch, samples, labels] = draws.shape;
  const beaten = tf.reshape(tf.range(labels - 1, -1, -1), [labels, 1]);
  const away = tf.abs(tf.sub(tf.expandDims(draws, 2), beaten));
  return tf.reshape(tf.sub(1, tf.minimum(1, away)), [batch, samples, dim]);
}
