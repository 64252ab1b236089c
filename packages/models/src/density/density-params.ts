import type { Checkpoint } from "@ebm/engine";
import type { DensityStack } from "./density-stack.js";

/** An energy on top of one member of a stack. */
export interface DensityTiltParams {
  readonly params: Checkpoint["params"];
  /** log Z, estimated with samples of the member. */
  readonly logPartition: number;
  /** The standard error of log Z. */
  readonly standardError: number;
}

/** All that a fitted density consists of, as plain data. */
export interface DensityParams {
  readonly base: DensityStack;
  /** The energy of each member. Undefined if the base alone is better. */
  readonly tilts: readonly DensityTiltParams[] | undefined;
  /** Sorted out-of-fold log-densities of the training rows, or 1001 quantiles of them. */
  readonly reference: Float32Array;
}
