/** Plain data: all that `bitsChain` needs. */
export interface BitsChainParams {
  /** The order of the columns. Shape [dim]. */
  readonly order: Int32Array;
  /** aⱼ, by position in the order. Shape [dim]. */
  readonly bias: Float64Array;
  /** Aᵢⱼ for positions i < j, else 0. Shape [dim, dim]. */
  readonly weights: Float64Array;
}
