import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Changes } from "./neighborhood.js";

/**
 * An energy that knows what a change of few entries costs it, as those of @ebm/nn do.
 * `denseEnergy` makes one of any function.
 */
export interface NeighborEnergy {
  /** E(x). [batch, dim] → [batch]. */
  energy(x: Tensor2D): Tensor1D;
  /** D = E(x) − E(x′) = log p(x′)/p(x) at the changed x′. Shape [batch, samples]. */
  logRatios(x: Tensor2D, changes: Changes): Tensor2D;
}
