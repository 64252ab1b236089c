/** Plain data: all that `treeMixture` needs. */
export interface TreeMixtureParams {
  /** log πₖ. Shape [components]. */
  readonly logWeights: Float64Array;
  /** The columns of each component, parents before children. Shape [components, dim]. */
  readonly orders: Int32Array;
  /** The parent of each column, or −1. Shape [components, dim]. */
  readonly parents: Int32Array;
  /**
   * The logit of each column if its parent is 0, and if it is 1; both are alike without a parent.
   * Shape [components, dim, 2].
   */
  readonly logits: Float64Array;
}
