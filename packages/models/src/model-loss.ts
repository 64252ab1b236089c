import { jointPartitionLoss } from "@ebm/joint-partition";
import { logPartitionNetwork, type MlpOptions, type MlpParams, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { JointLoss } from "./joint-losses.js";
import type { StructuredModel } from "./structured-model.js";

export type ModelParams = {
  /** The network that gives the scores. */
  readonly scores: MlpParams;
  /** The network that gives τ(x), the learned log-partition. */
  readonly logPartition: MlpParams;
};

export type ModelBatch = {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  /** Noise for samples of the prior, which all rows of the batch share. Shape [samples, noiseDim]. */
  readonly uniforms: tf.Tensor2D;
};

export interface ModelLossOptions extends Required<MlpOptions> {
  readonly loss: JointLoss;
}

/** The loss of a model, whose energy is learned together with its log-partition. */
export function modelLoss(
  { structure, energy }: StructuredModel,
  { loss, activation }: ModelLossOptions,
): (params: ModelParams, batch: ModelBatch) => tf.Scalar {
  const divergence = loss.trainingDivergence(structure.logSize);
  return (params, { x, y, uniforms }) => {
    const scores = mlp(params.scores, x, { activation });
    const samples = tf.expandDims<tf.Tensor3D>(structure.sample(uniforms), 0);
    return jointPartitionLoss(
      {
        dataEnergy: energy(scores, y),
        sampleEnergy: energy(scores, samples),
        logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
      },
      { divergence },
    );
  };
}
