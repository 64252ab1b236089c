import { checkShapes, type FDivergence, kl, logPartitionBound } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { axesOfDraws, type LogPartitionInputs, weighted } from "./log-partition-inputs.js";

export interface JointPartitionInputs extends LogPartitionInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** The weight of each pair in the mean, 1 on average. Shape [batch]. Default: 1 each. */
  readonly rowWeights?: tf.Tensor1D;
}

export interface DivergenceOptions {
  /** The divergence D_f from the prior to the model. Default: `kl()`. */
  readonly divergence?: FDivergence;
}

/**
 * Negative log-likelihood, up to log q(y|x), of p(y|x) ∝ q(y|x) exp(−E(x, y)), with the
 * log-partition learned beside the energy rather than computed:
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + τ(xᵢ) + meanₛ wᵢₛ exp(−E(xᵢ, y′ᵢₛ) − τ(xᵢ)) − 1 ],
 *
 * w = 1 at draws from the prior. Minimise it over the parameters of E and of τ together. It is
 * an upper bound for every τ, unbiased for any number of draws, and exact in expectation where τ
 * is the log-partition of E under q, log E_q exp(−E). The authors write g for the affinity −E.
 *
 * Another divergence makes it another Fenchel–Young loss, f*(−E − τ) in place of
 * exp(−E − τ) − 1: with `chiSquared()`, the sparsemax loss.
 *
 * Reference: Sander, Roulet, Liu, Blondel. Joint Learning of Energy-based Models and their
 * Partition Function. ICML 2025. https://arxiv.org/abs/2501.18528
 */
export function jointPartitionLoss(
  inputs: JointPartitionInputs,
  { divergence = kl() }: DivergenceOptions = {},
): tf.Scalar {
  const { dataEnergy, sampleEnergy, logPartition, rowWeights } = inputs;
  checkShapes("jointPartitionLoss", {
    dataEnergy: [dataEnergy, "batch"],
    ...(rowWeights && { rowWeights: [rowWeights, "batch"] as const }),
    ...axesOfDraws(inputs),
  });
  const bound = logPartitionBound(tf.neg(sampleEnergy), logPartition, {
    divergence: weighted(divergence, inputs),
  });
  const losses = tf.add(dataEnergy, bound);
  return tf.mean(rowWeights ? tf.mul(rowWeights, losses) : losses);
}
