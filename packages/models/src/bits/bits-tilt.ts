import { type Key, key as keyOf } from "@ebm/core";
import type { Checkpoint } from "@ebm/engine";
import { type MlpTiltParams, mlpTilt } from "../tilt/mlp-tilt.js";
import type { Tilt } from "../tilt/tilt.js";
import type { BitsBaseParams } from "./bits-params.js";

export interface BitsTiltParams {
  /** The fitted parameters, by path. */
  readonly params: Checkpoint["params"];
  /** The widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** The mean that is subtracted from the indicators. Shape [width]. */
  readonly center: Float32Array;
  /** log Z. */
  readonly logPartition: number;
  /** The standard error of log Z; 0 if it is exact. */
  readonly standardError: number;
  /** The method that computed log Z. */
  readonly method: LogPartitionMethod;
}

/**
 * A sum over all rows of bits; importance samples of the base; or annealed importance sampling from
 * the base, where too few of its samples are effective.
 */
export type LogPartitionMethod = "exact" | "importance" | "annealed";

/** All that a fitted model of bits and categories consists of, as plain data. */
export interface BitsModelParams {
  readonly base: BitsBaseParams;
  /** The energy on top of the base. Undefined if the base alone is better. */
  readonly tilt: BitsTiltParams | undefined;
}

/** Number of samples of the base that each sample of a model with an energy is chosen among. */
export const CANDIDATES = 32;

/** The energy of fitted bits, for the sizes given. It sees indicators. */
export function bitsTilt(
  { hidden, center }: Pick<BitsTiltParams, "hidden" | "center">,
  key: Key = keyOf(0),
): Tilt<MlpTiltParams> {
  return mlpTilt({ key, dim: center.length, hidden, center });
}
