/** Plain data: all that `treeMixture` needs. */
export interface TreeMixtureParams {
  /** Number of values of each column; 2 for a bit. Shape [dim]. */
  readonly levels: Int32Array;
  /** log πₖ. Shape [components]. */
  readonly logWeights: Float64Array;
  /** The columns of each component, parents before children. Shape [components, dim]. */
  readonly orders: Int32Array;
  /** The parent of each column, or −1. Shape [components, dim]. */
  readonly parents: Int32Array;
  /**
   * log p(v | u) of value v of a column if its parent has value u; the same for all u without a
   * parent. Both are below the largest number of values; −Infinity where a column has fewer.
   * Shape [components, dim, largest, largest].
   */
  readonly logProbs: Float64Array;
}
