import { conditionalSnlLoss, importanceLoss, rankingNceLoss } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import type { ConditionalMethod } from "./conditional-cell.js";
import type { ConditionalModel, ConditionalParams } from "./conditional-network.js";

export type ConditionalBatch = {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  /** Noise of the proposal. Shape [batch, samples, noiseDim]. */
  readonly normals: tf.Tensor3D;
};

/** The loss of a method, and that of the mixture it draws from, which no gradient joins. */
export function conditionalLoss(
  method: ConditionalMethod,
  model: ConditionalModel,
): (params: ConditionalParams, batch: ConditionalBatch) => tf.Scalar {
  return (params, { x, y, normals }) => {
    const datum = tf.expandDims(y, 1) as tf.Tensor3D;
    const own = tf.neg(tf.mean(model.mixture(params, x).logProb(datum))) as tf.Scalar;
    if (method === "Gaussian network" || method === "mixture network") return own;
    const proposal = model.proposal(params, x);
    const draws = proposal.sample(normals);
    const inputs = {
      dataEnergy: tf.squeeze(model.energy(params, x, datum), [1]) as tf.Tensor1D,
      sampleEnergy: model.energy(params, x, draws),
      sampleLogProb: proposal.logProb(draws),
    };
    const losses = {
      SNL: () => conditionalSnlLoss({ ...inputs, logNormalizer: model.logNormalizer(params, x) }),
      IS: () => importanceLoss(inputs),
      NCE: () => {
        const dataLogProb = tf.squeeze(proposal.logProb(datum), [1]) as tf.Tensor1D;
        return rankingNceLoss({ ...inputs, dataLogProb });
      },
    };
    return tf.add(losses[method](), own);
  };
}
