import type * as tf from "@tensorflow/tfjs-core";
import type { Normalizer, Standardization } from "./model.js";

/**
 * A trained model of x alone, on ℝᵈⁱᵐ or on a finite set, whose energy may have no known normalizer:
 *
 *   p(x) = exp(−E(x) − log Z).
 */
export interface Density {
  /** How many entries x has. */
  readonly dim: number;
  /** E(x), low where x is likely. Shape [batch]. */
  energy(inputs: { readonly x: tf.Tensor2D }): tf.Tensor1D;
  /** log Z, if it is known: SNL's b, an estimate by annealing, or exact. */
  readonly logPartition?: {
    readonly value: number;
    readonly normalizer: Normalizer;
  };
  /**
   * That of the training data, where the energy takes x standardized: files take x raw, and what
   * they give is the density of raw x, smaller by the product of the deviations.
   */
  readonly standardization?: Standardization;
}
