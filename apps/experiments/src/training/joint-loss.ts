import { capped, chiSquared, type FDivergence, kl } from "@ebm/core";
import { jointPartitionLoss } from "@ebm/joint-partition";
import { logPartitionNetwork, type MlpOptions, type MlpParams, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Config } from "../config/config.js";
import type { Experiment } from "../experiments/experiment.js";

export type Params = {
  /** Of the network that gives the scores. */
  readonly scores: MlpParams;
  /** Of the network that gives τ. */
  readonly logPartition: MlpParams;
};

export type TrainingBatch = {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  /** Noise for draws from the prior, which the batch shares. Shape [samples, noiseDim]. */
  readonly uniforms: tf.Tensor2D;
};

/** The energy of an experiment, learned together with its log-partition. */
export function jointLoss(
  { structure, energy }: Experiment,
  { loss, activation }: { readonly loss: Config["loss"] } & Required<MlpOptions>,
): (params: Params, batch: TrainingBatch) => tf.Scalar {
  const divergence = divergenceOf(loss, structure.logSize);
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

/** The divergence of a loss, as the model is defined by it. */
export function lossDivergence(loss: Config["loss"]): FDivergence {
  return loss === "logistic" ? kl() : chiSquared();
}

/**
 * The divergence of a loss, as the model is trained by it. No ratio p/q is above |Y|, so that to cap the exponent beyond log |Y|
 * moves no optimum; 30 keeps float32 from overflowing where |Y| is beyond it.
 */
export function divergenceOf(loss: Config["loss"], logSize: number): FDivergence {
  return loss === "logistic"
    ? capped(lossDivergence(loss), Math.min(logSize + 2, 30))
    : lossDivergence(loss);
}
