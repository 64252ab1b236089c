import { type BitColumns, bitColumns } from "./bit-columns.js";
import type { BitsBase } from "./bits-base.js";
import { bitsChain } from "./bits-chain.js";
import type { BitsChainParams } from "./bits-chain-params.js";
import { bitsStack } from "./bits-stack.js";
import { treeMixture } from "./tree-mixture.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/** A fitted base as plain data. */
export type BitsBaseParams =
  | { readonly kind: "chain"; readonly chain: BitsChainParams }
  | { readonly kind: "trees"; readonly trees: TreeMixtureParams }
  | {
      readonly kind: "stack";
      readonly bases: readonly BitsBaseParams[];
      readonly weights: readonly number[];
    };

/** Makes the distribution of fitted parameters. */
export function openBitsBase(params: BitsBaseParams): BitsBase {
  if (params.kind === "chain") return bitsChain(params.chain);
  if (params.kind === "trees") return treeMixture(params.trees);
  return bitsStack(params.bases.map(openBitsBase), params.weights);
}

/** The columns that a base is of. */
export function columnsOf(params: BitsBaseParams): BitColumns {
  if (params.kind === "chain") return bitColumns(params.chain.levels);
  return params.kind === "trees" ? bitColumns(params.trees.levels) : columnsOf(params.bases[0]!);
}
