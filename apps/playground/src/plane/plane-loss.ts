import type { Proposal } from "@ebm/core";
import {
  denoisingScoreMatchingLoss,
  nceLoss,
  type SnlInputs,
  slicedScoreMatchingLoss,
  snlLoss,
} from "@ebm/snl";
import type * as tf from "@tensorflow/tfjs-core";
import type { DensityMethod } from "./plane-config.js";
import type { PlaneEnergy, PlaneParams } from "./plane-energy.js";

type PlaneBatch = {
  readonly x: tf.Tensor2D;
  /** Noise of the proposal, or of the data. Shape [samples, noise]. */
  readonly normals: tf.Tensor2D;
};

export interface PlaneModel {
  readonly energy: PlaneEnergy;
  readonly proposal: Proposal;
}

export interface PlaneLoss {
  loss(params: PlaneParams, batch: PlaneBatch): tf.Scalar;
  /** Whether it learns b, the estimate of log Z. */
  readonly learnsLogPartition: boolean;
  /** The shape of the noise of a step. */
  readonly noise: readonly [rows: number, columns: number];
}

/** Returns the loss of a method, with what it needs in each step. */
export function planeLoss(
  method: DensityMethod,
  { energy, proposal }: PlaneModel,
  { batch, samples }: { readonly batch: number; readonly samples: number },
): PlaneLoss {
  const sampled = (loss: (inputs: SnlInputs, x: tf.Tensor2D) => tf.Scalar): PlaneLoss => ({
    loss(params, { x, normals }) {
      const y = proposal.sample(normals);
      const inputs = {
        dataEnergy: energy(params, x),
        sampleEnergy: energy(params, y),
        sampleLogProb: proposal.logProb(y),
        logNormalizer: params.logNormalizer,
      };
      return loss(inputs, x);
    },
    learnsLogPartition: true,
    noise: [samples, proposal.noiseDim],
  });
  const ofScore = (
    loss: (energy: (x: tf.Tensor2D) => tf.Tensor1D, batch: PlaneBatch) => tf.Scalar,
  ): PlaneLoss => ({
    loss: (params, batch) => loss((x) => energy(params, x), batch),
    learnsLogPartition: false,
    noise: [batch, 2],
  });
  switch (method) {
    case "snl":
      return sampled((inputs) => snlLoss(inputs));
    case "nce":
      return sampled((inputs, x) => nceLoss({ ...inputs, dataLogProb: proposal.logProb(x) }));
    case "dsm":
      return ofScore((energy, batch) => denoisingScoreMatchingLoss(energy, batch));
    case "score":
      return ofScore((energy, { x, normals }) =>
        slicedScoreMatchingLoss(energy, { x, directions: normals }),
      );
  }
}
