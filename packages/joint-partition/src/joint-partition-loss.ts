import { checkShapes, type FDivergence, logPartitionBound } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface JointPartitionInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. Shape [batch]. */
  readonly dataEnergy: tf.Tensor1D;
  /** E(xᵢ, y′ᵢₛ) at draws y′ᵢₛ ~ q(·|xᵢ) from the prior. Shape [batch, samples]. */
  readonly sampleEnergy: tf.Tensor2D;
  /** τ(xᵢ), the learned log-partition. Shape [batch]. */
  readonly logPartition: tf.Tensor1D;
}

export interface DivergenceOptions {
  /** D_f, from the prior to the model: `kl()` unless given. */
  readonly divergence?: FDivergence;
}

/**
 * Negative log-likelihood, up to log q(y|x), of p(y|x) ∝ q(y|x) exp(−E(x, y)), with the
 * log-partition learned beside the energy rather than computed:
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + τ(xᵢ) + meanₛ exp(−E(xᵢ, y′ᵢₛ) − τ(xᵢ)) − 1 ].
 *
 * Minimise it over the parameters of E and of τ together. It is an upper bound for every τ,
 * unbiased for any number of draws, and exact in expectation where τ is the log-partition of E
 * under q, log E_q exp(−E). The authors write g for the affinity −E.
 *
 * Another divergence makes it another Fenchel–Young loss, f*(−E − τ) in place of
 * exp(−E − τ) − 1: with `chiSquared()`, the sparsemax loss.
 *
 * Reference: Sander, Roulet, Liu, Blondel. Joint Learning of Energy-based Models and their
 * Partition Function. ICML 2025. https://arxiv.org/abs/2501.18528
 */
export function jointPartitionLoss(
  inputs: JointPartitionInputs,
  options: DivergenceOptions = {},
): tf.Scalar {
  const { dataEnergy, sampleEnergy, logPartition } = inputs;
  checkShapes("jointPartitionLoss", {
    dataEnergy: [dataEnergy, "batch"],
    sampleEnergy: [sampleEnergy, "batch samples"],
    logPartition: [logPartition, "batch"],
  });
  const bound = logPartitionBound(tf.neg(sampleEnergy), logPartition, options);
  return tf.mean(tf.add(dataEnergy, bound));
}
