import * as tf from "@tensorflow/tfjs-core";
import type { ConditionalMethod } from "./conditional-methods.js";
import type { ConditionalModel, ConditionalParams } from "./conditional-network.js";

export type ConditionalBatch = {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  /** Noise of the proposal. Shape [batch, samples, noiseDim]. */
  readonly normals: tf.Tensor3D;
};

/** Returns the loss of a method plus that of its mixture proposal. No gradient connects the two. */
export function conditionalLoss(
  { loss }: ConditionalMethod,
  model: ConditionalModel,
): (params: ConditionalParams, batch: ConditionalBatch) => tf.Scalar {
  return (params, { x, y, normals }) => {
    const datum = tf.expandDims(y, 1) as tf.Tensor3D;
    const mixtureLoss = tf.neg(tf.mean(model.mixture(params, x).logProb(datum))) as tf.Scalar;
    if (!loss) return mixtureLoss;
    const proposal = model.proposal(params, x);
    const draws = proposal.sample(normals);
    const energyLoss = loss({
      dataEnergy: tf.squeeze(model.energy(params, x, datum), [1]) as tf.Tensor1D,
      sampleEnergy: model.energy(params, x, draws),
      sampleLogProb: proposal.logProb(draws),
      logNormalizer: () => model.logNormalizer(params, x),
      dataLogProb: () => tf.squeeze(proposal.logProb(datum), [1]) as tf.Tensor1D,
    });
    return tf.add(energyLoss, mixtureLoss);
  };
}
