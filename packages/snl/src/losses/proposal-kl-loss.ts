import { checkShapes, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface ProposalKlInputs {
  /** E(xᵢ, y′ᵢₛ) at draws y′ᵢₛ ~ q(·|xᵢ), a constant to the gradient. Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /** log q(y′ᵢₛ|xᵢ), which is what learns. Shape [batch, samples]. */
  readonly sampleLogProb: tf.Tensor2D;
}

/**
 * Cross-entropy of a proposal to the model, whose gradient in q is that of KL(p ‖ q), with
 * self-normalised weights at draws from q itself:
 *
 *   −meanᵢ Σₛ w̄ᵢₛ log q(y′ᵢₛ|xᵢ),   w̄ᵢ = softmaxₛ(−E − log q), a constant.
 *
 * It draws a proposal to the model, while −mean log q at the data draws it to the data. Consistent
 * as samples grow, biased for few.
 *
 * Reference: Gustafsson, Danelljan, Schön. Learning Proposals for Practical Energy-Based
 * Regression. AISTATS 2022. https://arxiv.org/abs/2110.11948
 */
export function proposalKlLoss({ sampleEnergy, sampleLogProb }: ProposalKlInputs): tf.Scalar {
  checkShapes("proposalKlLoss", {
    sampleEnergy: [sampleEnergy, "batch samples"],
    sampleLogProb: [sampleLogProb, "batch samples"],
  });
  const shares = stopGradient(tf.softmax(tf.neg(tf.add(sampleEnergy, sampleLogProb)), 1));
  return tf.neg(tf.mean(tf.sum(tf.mul(shares, sampleLogProb), 1)));
}
