import { stopGradient } from "@ebm/core";
import { defensive, jointPartitionLoss, productBernoulli } from "@ebm/joint-partition";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../experiments/experiment.js";
import { divergenceOf } from "../../../training/joint-loss.js";
import type { Method, MethodOptions } from "./method.js";

/** The share of the draws that is from the prior. */
const SHARE = 0.25;
/** How many draws a row has, where each has its own. */
const OWN_DRAWS = 10;

/**
 * The paper's loss of subsets under the same prior, on draws that look like the labels of the batch,
 * and are shared by it, or like the model as it is, of each row by itself. Three of four have each
 * label independently, by its frequency in the batch or by its unary score, and the others are from
 * the prior. With importance weights, the loss stays unbiased.
 */
export function minMinInformed(
  { structure, energy }: Experiment,
  { activation, samples }: MethodOptions,
  { like }: { readonly like: "labels" | "model" },
): Method {
  const { dim, logSize } = structure;
  const divergence = divergenceOf("logistic", logSize);
  return {
    networks: ["logPartition"],
    noise: (batchSize) => ({
      uniforms: like === "labels" ? [1, samples, 1 + dim] : [batchSize, OWN_DRAWS, 1 + dim],
    }),
    loss(params, { x, y, uniforms }) {
      const scores = mlp(params.scores, x, { activation });
      const odds =
        like === "labels" ? logOdds(y) : stopGradient(tf.slice(scores, [0, 0], [-1, dim]));
      const proposal = defensive(
        { proposal: productBernoulli(odds), prior: productBernoulli(tf.zerosLike(odds)) },
        { share: SHARE },
      );
      const draws = stopGradient(proposal.sample(uniforms as tf.Tensor3D));
      return jointPartitionLoss(
        {
          dataEnergy: energy(scores, y),
          sampleEnergy: energy(scores, draws),
          sampleLogWeights: tf.sub(-logSize, proposal.logProb(draws)),
          logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
        },
        { divergence },
      );
    },
  };
}

/** log p/(1 − p) of each label, had one more row had it, and one more not. Shape [1, labels]. */
function logOdds(y: tf.Tensor2D): tf.Tensor2D {
  const on = tf.sum<tf.Tensor2D>(y, 0, true);
  return tf.sub(tf.log(tf.add(on, 1)), tf.log(tf.sub(y.shape[0] + 1, on)));
}
