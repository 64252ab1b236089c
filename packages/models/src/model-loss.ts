import { EbmError } from "@ebm/core";
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
  /** 1 where an entry of y is known, else 0. Shape [batch, dim]. Default: all are known. */
  readonly known?: tf.Tensor2D;
  /** The weight of each row, 1 on average. Shape [batch, 1]. Default: 1 each. */
  readonly weights?: tf.Tensor2D;
};

export interface ModelLossOptions extends Required<MlpOptions> {
  readonly loss: JointLoss;
}

/**
 * The loss of a model, whose energy is learned together with its log-partition. A row with unknown
 * entries counts with the probability of what is known: the sum over all y that have it.
 *
 * @throws {EbmError} If entries are unknown, and the model or the loss has no closed form of that sum.
 */
export function modelLoss(
  { name, structure, energy, observedEnergy }: StructuredModel,
  { loss, activation }: ModelLossOptions,
): (params: ModelParams, batch: ModelBatch) => tf.Scalar {
  const divergence = loss.trainingDivergence(structure.logSize);
  const dataEnergy = (
    scores: tf.Tensor2D,
    { y, known }: Pick<ModelBatch, "y" | "known">,
  ): tf.Tensor1D => {
    if (!known) return energy(scores, y);
    if (observedEnergy && loss.isExponential) return observedEnergy(scores, { y, known });
    throw new EbmError(
      `modelLoss: \`known\` is given, for which ${name} with ${loss.name} loss has no closed form, expected a unary model and logistic loss.`,
    );
  };
  return (params, { x, y, uniforms, known, weights }) => {
    const scores = mlp(params.scores, x, { activation });
    const samples = tf.expandDims<tf.Tensor3D>(structure.sample(uniforms), 0);
    return jointPartitionLoss(
      {
        dataEnergy: dataEnergy(scores, { y, ...(known && { known }) }),
        sampleEnergy: energy(scores, samples),
        logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
        ...(weights && { rowWeights: tf.squeeze<tf.Tensor1D>(weights, [1]) }),
      },
      { divergence },
    );
  };
}
