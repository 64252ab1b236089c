import { checkShapes, type FDivergence, kl, logPartitionBound } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { axesOfDraws, type LogPartitionInputs, weighted } from "./log-partition-inputs.js";

export interface JointPartitionInputs extends LogPartitionInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** The weight of each pair in the mean, with mean 1. Shape [batch]. Default: ones. */
  readonly rowWeights?: tf.Tensor1D;
}

export interface DivergenceOptions {
  /** The divergence D_f from the prior to the model. Default: `kl()`. */
  readonly divergence?: FDivergence;
}

/**
 * Estimates the negative log-likelihood, up to log q(y|x), of p(y|x) ∝ q(y|x) exp(−E(x, y)). The
 * log-partition is learned together with the energy instead of computed:
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + τ(xᵢ) + meanₛ wᵢₛ exp(−E(xᵢ, y′ᵢₛ) − τ(xᵢ)) − 1 ],
 *
 * with w = 1 at samples from the prior. Minimize it over the parameters of E and τ together. Its
 * expected value is an upper bound for every τ and any number of samples. It is exact if τ is the
 * log-partition of E under q, log E_q exp(−E). The authors write g for the affinity −E.
 *
 * Other divergences give other Fenchel–Young losses, with f*(−E − τ) in place of exp(−E − τ) − 1.
 * `chiSquared()` gives the sparsemax loss.
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
