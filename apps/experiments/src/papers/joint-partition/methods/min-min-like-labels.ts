import { defensive } from "@ebm/core";
import { jointPartitionLoss, productBernoulli } from "@ebm/joint-partition";
import { jointLosses, type StructuredModel } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Method, MethodOptions } from "./method.js";

/** The fraction of samples from the prior. */
const SHARE = 0.25;

/**
 * Returns the method of the paper's loss for subsets with the same prior, on samples that resemble
 * the labels of the batch. Three of four samples have each label independently, as often as the
 * rows of the batch. The others come from the prior. Importance weights keep the loss unbiased.
 */
export function minMinLikeLabels(
  { structure, energy }: StructuredModel,
  { activation, samples }: MethodOptions,
): Method {
  const divergence = jointLosses.logistic.trainingDivergence(structure.logSize);
  return {
    networks: ["logPartition"],
    noise: () => ({ uniforms: [1, samples, 1 + structure.dim] }),
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x, { activation });
      const odds = logOdds(y);
      const proposal = defensive(
        { proposal: productBernoulli(odds), wide: productBernoulli(tf.zerosLike(odds)) },
        { share: SHARE },
      );
      const draws = proposal.sample(uniforms as tf.Tensor3D);
      return jointPartitionLoss(
        {
          dataEnergy: energy(scores, y),
          sampleEnergy: energy(scores, draws),
          sampleLogWeights: tf.sub(-structure.logSize, proposal.logProb(draws)),
          logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
        },
        { divergence },
      );
    },
  };
}

/**
 * Computes log p/(1 − p) of each label, with one more row that has it and one more that does not.
 * Shape [1, labels].
 */
function logOdds(y: tf.Tensor2D): tf.Tensor2D {
  const on = tf.sum<tf.Tensor2D>(y, 0, true);
  return tf.sub(tf.log(tf.add(on, 1)), tf.log(tf.sub(y.shape[0] + 1, on)));
}
