import type { FDivergence } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";

/**
 * A trained model of y given x, over a finite set Y with the uniform prior q(y|x) = 1/|Y|:
 *
 *   p(y|x) = q(y|x) exp(−E(x, y) − log Z(x)),   Z(x) = Σ over y of q(y|x) exp(−E(x, y)).
 *
 * Over y ∈ ℝᵈⁱᵐ it is a density, q is 1, and the sum is an integral. Its functions are pure functions of
 * tensors, and their parameters become constants of the files.
 */
export interface Model {
  /** Number of entries of x in the files. */
  readonly features: number;
  /**
   * Number of categories of each entry of x, or 1 for a number. For an entry with 3 categories, files
   * take the code 0, 1 or 2, and the functions take 3 one-hot entries. Shape [features]. Default: all
   * entries are numbers.
   */
  readonly categories?: readonly number[];
  /** Number of entries of y. */
  readonly dim: number;
  /**
   * log |Y|, the `logSize` of a structure: log q(y|x) is minus this. Default: none, for a density.
   */
  readonly logSize?: number;
  /** E(x, y), low where y is likely. Shape [batch]. */
  energy(inputs: { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D }): tf.Tensor1D;
  /** log Z(x), with q inside the sum. Shape [batch]. */
  logPartition(inputs: { readonly x: tf.Tensor2D }): tf.Tensor1D;
  /** Returns a likeliest y, if it can be computed by tensor operations. Shape [batch, dim]. */
  argmax?(inputs: { readonly x: tf.Tensor2D }): tf.Tensor2D;
  /**
   * The divergence that the model was trained by, such as `chiSquared()` for the sparsemax loss:
   *
   *   p(y|x) = q(y|x) ω(−E(x, y) − τ(x)),   with `logPartition` τ(x), at which p sums to 1.
   *
   * Default: `kl()`, where ω is exp and τ is log Z.
   */
  readonly divergence?: FDivergence;
  readonly normalizer: Normalizer;
  /**
   * The standardization of x by the training data, if the functions take x standardized. Files take x
   * raw. One-hot entries are standardized like the others. Default: none.
   */
  readonly standardization?: Standardization;
}

/** The origin of a log-partition: learned with the energy, estimated by sampling, or exact. */
export type Normalizer = (typeof NORMALIZERS)[number];

export const NORMALIZERS = ["learned", "estimated", "exact"] as const;

/** The map of each entry x of a row to (x − mean) / std. */
export interface Standardization {
  /** The means. Shape [features]. */
  readonly mean: ArrayLike<number>;
  /** The standard deviations, above 0; 1 for a constant entry. Shape [features]. */
  readonly std: ArrayLike<number>;
}
