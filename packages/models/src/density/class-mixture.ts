/**
 * A mixture of products: within a class, numbers are Gaussian, and categories and missing values
 * have probabilities.
 */
export interface ClassMixture {
  /** Number of classes. */
  readonly classes: number;
  /** Shape [classes]. */
  readonly logWeights: Float32Array;
  /** Shape [classes, columns]. */
  readonly means: Float32Array;
  /** Shape [classes, columns]. */
  readonly deviations: Float32Array;
  /** Log-probability of a number, then of each state. Shape [classes, columns, 1 + states]. */
  readonly logSlots: Float32Array;
}
