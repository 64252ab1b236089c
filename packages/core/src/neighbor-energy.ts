import type { Tensor1D, Tensor2D, Tensor3D } from "@tensorflow/tfjs-core";

/**
 * States that differ from x in few entries: state s of row b has deltas[b, s, c] added to entry
 * columns[b, s, c], for each c.
 */
export interface Changes {
  /** Of int32. Shape [batch, samples, width]. Not given: entry s, of a width of 1. */
  readonly columns?: Tensor3D;
  /** Shape [batch, samples, width]. */
  readonly deltas: Tensor3D;
}

/** An energy that knows what a change of few entries costs, from what x has cost. */
export interface NeighborEnergy {
  /** E(x). [batch, dim] → [batch]. */
  energy(x: Tensor2D): Tensor1D;
  /** D = E(x) − E(x′) = log p(x′)/p(x) at the changed x′. Shape [batch, samples]. */
  logRatios(x: Tensor2D, changes: Changes): Tensor2D;
}
