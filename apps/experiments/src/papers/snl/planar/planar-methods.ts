import type { Proposal } from "@ebm/core";
import {
  denoisingScoreMatchingLoss,
  importanceLoss,
  nceLoss,
  type SnlInputs,
  snlLoss,
} from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { PlanarCell, PlanarProtocol } from "./planar-cell.js";
import type { PlanarEnergy, PlanarParams } from "./planar-energy.js";

export type PlanarBatch = {
  readonly x: tf.Tensor2D;
  /** Noise of the proposal, or noise that is added to x. */
  readonly normals: tf.Tensor2D;
};

type PlanarLoss = (params: PlanarParams, batch: PlanarBatch) => tf.Scalar;

interface PlanarModel {
  readonly energy: PlanarEnergy;
  readonly proposal: Proposal;
}

/** A way to learn an energy on the plane. */
interface PlanarMethod {
  loss(model: PlanarModel): PlanarLoss;
  /** The shape of the noise of a step. */
  noise(protocol: PlanarProtocol, proposal: Proposal): readonly [rows: number, columns: number];
  /** Number of training steps. Default: that of the protocol. */
  readonly steps?: number;
  /** Whether it learns b, the estimate of log Z. Default: false. */
  readonly learnsLogNormalizer?: boolean;
}

/** The methods by name. */
export const planarMethods: Readonly<Record<PlanarCell["method"], PlanarMethod>> = {
  SNL: { ...sampled((inputs) => snlLoss(inputs)), learnsLogNormalizer: true },
  IS: sampled(importanceLoss),
  NCE: {
    ...sampled((inputs, dataLogProb) => nceLoss({ ...inputs, dataLogProb: dataLogProb() })),
    learnsLogNormalizer: true,
  },
  "denoising score matching": {
    loss:
      ({ energy }) =>
      (params, batch) =>
        denoisingScoreMatchingLoss((x) => energy(params, x), batch),
    noise: ({ batchSize }) => [batchSize, 2],
  },
  "proposal alone": { ...sampled(() => tf.scalar(0)), steps: 0 },
};

/** Compares the data with samples from the proposal. */
function sampled(
  loss: (inputs: SnlInputs, dataLogProb: () => tf.Tensor1D) => tf.Scalar,
): PlanarMethod {
  return {
    loss:
      ({ energy, proposal }) =>
      (params, { x, normals }) => {
        const y = proposal.sample(normals);
        const inputs = {
          dataEnergy: energy(params, x),
          sampleEnergy: energy(params, y),
          sampleLogProb: proposal.logProb(y),
          logNormalizer: params.logNormalizer,
        };
        return loss(inputs, () => proposal.logProb(x));
      },
    noise: ({ draws }, { noiseDim }) => [draws, noiseDim],
  };
}
