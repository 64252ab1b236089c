import { checkShapes, EbmError, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface MinMaxInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(xᵢ, y′ᵢₛ) at two or more samples from a learned r(·|xᵢ). Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /** log r(y′ᵢₛ|xᵢ), such as the `logProb` of a `Proposal`. Shape [batch, samples]. */
  readonly sampleLogProb: tf.Tensor2D;
  /** log q(y|x): −log |Y| if the prior is uniform. */
  readonly logPrior: number;
}

/**
 * Estimates a lower bound on the negative log-likelihood, up to log q(y|x). It uses a learned sampler
 * r in place of a learned log-partition:
 *
 *   min over E, max over r of  meanᵢ [ E(xᵢ, yᵢ) − E_r E(xᵢ, ·) − KL(r(·|xᵢ), q) ],
 *
 * The bound is tight if r is the model, and the estimate is unbiased. The gradient serves both
 * players: a descent step lowers the bound in the parameters of E and raises it in those of r. The
 * latter is a score-function gradient, with the mean of the other samples as baseline.
 *
 * References: Williams. Simple Statistical Gradient-Following Algorithms. 1992. Kool, van Hoof,
 * Welling. Buy 4 REINFORCE Samples, Get a Baseline for Free. 2019.
 */
export function minMaxLoss(inputs: MinMaxInputs): tf.Scalar {
  const { dataEnergy, sampleEnergy, sampleLogProb, logPrior } = inputs;
  const { samples } = checkShapes("minMaxLoss", {
    dataEnergy: [dataEnergy, "batch"],
    sampleEnergy: [sampleEnergy, "batch samples"],
    sampleLogProb: [sampleLogProb, "batch samples"],
  });
  if (samples < 2) {
    throw new EbmError(`minMaxLoss: \`sampleEnergy\` has ${samples} samples, expected 2 or more.`);
  }
  const excess = tf.sub(stopGradient(sampleLogProb), logPrior);
  const bound = tf.sub(dataEnergy, tf.mean(tf.add(sampleEnergy, excess), 1));

  // The cost of each sample to r, minus the mean cost of the others.
  const cost = tf.add(stopGradient(sampleEnergy), excess);
  const advantage = tf.mul(tf.sub(cost, tf.mean(cost, 1, true)), samples / (samples - 1));
  const score = tf.mean(tf.mul(advantage, sampleLogProb), 1);

  return tf.mean(tf.add(bound, tf.sub(score, stopGradient(score))));
}
