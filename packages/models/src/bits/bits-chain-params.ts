/** Plain data: all that `bitsChain` needs. Indicators are in the order of the chain. */
export interface BitsChainParams {
  /** Number of values of each column; 2 for a bit. Shape [dim]. */
  readonly levels: Int32Array;
  /** The order of the columns. Shape [dim]. */
  readonly order: Int32Array;
  /** b. Shape [width]. */
  readonly bias: Float64Array;
  /** A, from indicators of earlier columns to those of later ones, else 0. Shape [width, width]. */
  readonly weights: Float64Array;
  /** A hidden layer. Undefined if the logits are linear. */
  readonly hidden?: BitsChainHidden | undefined;
}

/** Hidden units h = relu(c + Wᵀy), each of which sees the columns before a position. */
export interface BitsChainHidden {
  /** c. Shape [units]. */
  readonly bias: Float64Array;
  /** W, 0 for columns that a unit does not see. Shape [width, units]. */
  readonly inputs: Float64Array;
  /** V, 0 for columns that a unit sees. Shape [units, width]. */
  readonly outputs: Float64Array;
}
