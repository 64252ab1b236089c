import type * as tf from "@tensorflow/tfjs-core";
import type { Normalizer, Standardization } from "./model.js";

/**
 * A trained model of x alone, on ℝᵈⁱᵐ or on a finite set. Its normalizer may be unknown:
 *
 *   p(x) = exp(−E(x) − log Z).
 */
export interface Density {
  /** Number of entries of x. */
  readonly dim: number;
  /** E(x), low where x is likely. Shape [batch]. */
  energy(inputs: { readonly x: tf.Tensor2D }): tf.Tensor1D;
  /** log Z, if it is known: SNL's b, an estimate by annealing, or exact. Default: unknown. */
  readonly logPartition?: {
    readonly value: number;
    readonly normalizer: Normalizer;
  };
  /**
   * The standardization of x by the training data, if the energy takes x standardized. Files take raw
   * x and return the density of raw x, which includes the volume of the standardization.
   * Default: none.
   */
  readonly standardization?: Standardization;
}
