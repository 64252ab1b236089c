import type { Checkpoint } from "@ebm/engine";
import type { Chain } from "../chains/chain.js";
import type { NumberColumn } from "../chains/mixed-column.js";
import type { Inputs } from "../members/fit-inputs.js";
import type { OffsetModel } from "./offset-model.js";

/** All that a fitted density of targets given features consists of, as plain data. */
export interface RegressionParams {
  /** Number of features. */
  readonly features: number;
  /** The encoding of features as inputs of networks. */
  readonly inputs: Inputs;
  readonly offsets: OffsetModel;
  /** The targets. */
  readonly columns: readonly NumberColumn[];
  /** Densities of all targets given the features, whose mixture is the model. */
  readonly chains: readonly Chain[];
  /** The weight of each chain. */
  readonly weights: readonly number[];
  /** The parameters of an energy on top; see `regressionTilt`. Undefined if the base is better alone. */
  readonly tilt?: Checkpoint["params"] | undefined;
  /** The chains of independent targets, and their weights: the density of each target by itself. */
  readonly marginals: { readonly chains: readonly Chain[]; readonly weights: readonly number[] };
}
