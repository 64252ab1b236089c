import { type Key, key as keyOf, type Tree } from "@ebm/core";
import type { Checkpoint } from "@ebm/engine";
import { lowRankTilt } from "../tilt/low-rank-tilt.js";
import { mlpTilt } from "../tilt/mlp-tilt.js";
import { pairTilt } from "../tilt/pair-tilt.js";
import type { Tilt } from "../tilt/tilt.js";

/** Couplings of pairs, the same for all x or of low rank and given x, or a small network. */
export type LabelEnergyName = "pairs" | "low-rank" | "mlp";

/** A fitted energy on top of a model of sets of labels: plain data. */
export interface LabelTilt {
  readonly energy: LabelEnergyName;
  /** Subtracted from y. Shape [labels]. */
  readonly center: Float32Array;
  /** The fitted parameters, by path. */
  readonly params: Checkpoint["params"];
}

/** The widths of the hidden layers of the network. */
const HIDDEN = [64];

/** The energy of that name, which sees the logits L(x). */
export function labelTilt(
  { energy, center }: Pick<LabelTilt, "energy" | "center">,
  key: Key = keyOf(0),
): Tilt<Tree> {
  const shape = { key, dim: center.length, features: center.length, center };
  switch (energy) {
    case "pairs":
      return pairTilt(shape);
    case "low-rank":
      return lowRankTilt(shape);
    case "mlp":
      return mlpTilt({ ...shape, hidden: HIDDEN });
  }
}
