import type { Proposal } from "@ebm/core";
import { denoisingScoreMatchingLoss, importanceLoss, nceLoss, snlLoss } from "@ebm/snl";
import type * as tf from "@tensorflow/tfjs-core";
import type { PlanarMethod } from "./planar-cell.js";
import type { PlanarEnergy, PlanarParams } from "./planar-energy.js";

export type PlanarBatch = {
  readonly x: tf.Tensor2D;
  /** Noise of the proposal, or that is added to x. */
  readonly normals: tf.Tensor2D;
};

/** The loss of a method, at draws from the proposal. */
export function planarLoss(
  method: Exclude<PlanarMethod, "proposal alone">,
  { energy, proposal }: { readonly energy: PlanarEnergy; readonly proposal: Proposal },
): (params: PlanarParams, batch: PlanarBatch) => tf.Scalar {
  return (params, { x, normals }) => {
    if (method === "denoising score matching") {
      return denoisingScoreMatchingLoss((x) => energy(params, x), { x, normals });
    }
    const y = proposal.sample(normals);
    const inputs = {
      dataEnergy: energy(params, x),
      sampleEnergy: energy(params, y),
      sampleLogProb: proposal.logProb(y),
      logNormalizer: params.logNormalizer,
    };
    if (method === "IS") return importanceLoss(inputs);
    if (method === "NCE") return nceLoss({ ...inputs, dataLogProb: proposal.logProb(x) });
    return snlLoss(inputs);
  };
}
