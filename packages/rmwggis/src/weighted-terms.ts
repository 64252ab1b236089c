import * as tf from "@tensorflow/tfjs-core";
import type { RatioObjective } from "./ratio-objectives.js";

export interface WeightedTermsInputs {
  /** D at the neighbors. Shape [batch, samples]. */
  readonly logRatios: tf.Tensor2D;
  /** The logarithms of their weights. Shape [batch, samples]. Default: zeros. */
  readonly logWeights?: tf.Tensor2D | undefined;
}

/** Computes Σ w·term(D) over the neighbors, with the weights in the exponent. Shape [batch]. */
export function weightedTerms(
  { logRatios, logWeights }: WeightedTermsInputs,
  { logGain, logLoss }: RatioObjective,
): tf.Tensor1D {
  const sum = (log: tf.Tensor2D): tf.Tensor1D =>
    tf.sum(tf.exp(logWeights ? tf.add(log, logWeights) : log), 1);
  const gain = sum(logGain(logRatios));
  return logLoss ? tf.sub(gain, sum(logLoss(logRatios))) : gain;
}
