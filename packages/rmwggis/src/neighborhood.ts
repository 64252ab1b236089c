import type { Changes } from "@ebm/core";
import type { Tensor2D } from "@tensorflow/tfjs-core";

/** The numbered neighbors of a state x. */
export interface Neighborhood {
  readonly name: string;
  /** Number of consecutive neighbors that set the same variable. */
  readonly alternatives: number;
  /** Returns all neighbors. [batch, dim] → changes of shape [batch, dim, width]. */
  all(x: Tensor2D): Changes;
  /** Returns the neighbors with the given numbers, as int32. Shape [batch, samples]. */
  at(x: Tensor2D, indices: Tensor2D): Changes;
  /** Returns the log-ratios of the energy linearized at x, from its gradient. Shape [batch, dim]. */
  linearize(x: Tensor2D, gradient: Tensor2D): Tensor2D;
  /** Returns 0 at neighbors, and −1e30 at numbers that are x itself. Shape [batch, dim]. */
  logMask?(x: Tensor2D): Tensor2D;
}
