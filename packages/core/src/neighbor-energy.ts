import type { Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";

/**
 * States that differ from x in a few entries. State s of row b is x with deltas[b, s, c] added to
 * entry columns[b, s, c], for each c.
 */
export interface Changes {
  /** The changed entries, as int32. Shape [batch, samples, width]. Default: entry s, with width 1. */
  readonly columns?: Tensor3D;
  /** The changes. Shape [batch, samples, width]. */
  readonly deltas: Tensor3D;
}

/** An energy that computes the effect of changing a few entries from the terms of x. */
export interface NeighborEnergy {
  /** E(x). [batch, dim] → [batch]. */
  energy(x: Tensor2D): Tensor1D;
  /** D = E(x) − E(x′) = log p(x′)/p(x) at the changed x′. Shape [batch, samples]. */
  logRatios(x: Tensor2D, changes: Changes): Tensor2D;
}
