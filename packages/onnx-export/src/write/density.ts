import type * as tf from "@tensorflow/tfjs-core";
import type { Normalizer, Standardization } from "./model.js";

/**
 * A trained model of x alone, on ℝᵈⁱᵐ or on a finite set, whose energy may have no known normalizer:
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
   * The standardization of x by the training data, if the energy takes x standardized. Files take x
   * raw and give the density of raw x, which is smaller by the product of the deviations.
   * Default: none.
   */
  readonly standardization?: Standardization;
}
