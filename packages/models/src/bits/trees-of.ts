import type { BitsBaseParams } from "./bits-params.js";
import type { TreeMixtureParams } from "./tree-mixture-params.js";

/** Returns the mixtures of trees of a base as one mixture, and whether the base has no other part. */
export function treesOf(base: BitsBaseParams): {
  readonly mixture: TreeMixtureParams;
  readonly isWhole: boolean;
} {
  const bases = base.kind === "stack" ? base.bases : [base];
  const weights = base.kind === "stack" ? base.weights : [1];
  const parts = bases.flatMap((part, b) =>
    part.kind === "trees" ? [{ ...part.trees, weight: weights[b]! }] : [],
  );
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return {
    mixture: {
      levels: parts[0]!.levels,
      logWeights: joined(
        parts.map(({ logWeights, weight }) =>
          logWeights.map((log) => log + Math.log(weight / total)),
        ),
      ),
      orders: Int32Array.from(parts.flatMap(({ orders }) => [...orders])),
      parents: Int32Array.from(parts.flatMap(({ parents }) => [...parents])),
      logProbs: joined(parts.map(({ logProbs }) => logProbs)),
    },
    isWhole: parts.length === bases.length,
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}
