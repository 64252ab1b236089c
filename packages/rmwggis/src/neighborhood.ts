import type { Changes } from "@ebm/core";
import type { Tensor2D } from "@tensorflow/tfjs-core";

/** Which states are the neighbours of x, by number. */
export interface Neighborhood {
  readonly name: string;
  /** How many neighbours in a row set one and the same variable. */
  readonly alternatives: number;
  /** All of them. [batch, dim] → changes of shape [batch, dim, width]. */
  all(x: Tensor2D): Changes;
  /** Those of the numbers given, of int32. Shape [batch, samples]. */
  at(x: Tensor2D, indices: Tensor2D): Changes;
  /** The log-ratios of all if the energy were linear, from its gradient at x. Shape [batch, dim]. */
  linearize(x: Tensor2D, gradient: Tensor2D): Tensor2D;
  /** 0 at neighbours, and −1e30 at a number that stands for x itself. Shape [batch, dim]. */
  logMask?(x: Tensor2D): Tensor2D;
}
