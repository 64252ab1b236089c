import type { Matrix } from "@ebm/datasets";
import type { ChoiceChain } from "./choice-chain.js";
import type { OrderModel } from "./ranking-model.js";

/** A distribution of orders in the mixture of a ranking model. */
export interface MixturePart {
  /** Undefined for the Plackett–Luce model of the utilities. */
  readonly chain: ChoiceChain | undefined;
  /** Shape [rows, labels]. */
  readonly utilities: Matrix;
  /** The weights of all parts sum to 1. */
  readonly weight: number;
}

/**
 * Lists the distributions in the mixture of a ranking model: each chain with the utilities of each fold,
 * and the Plackett–Luce model that ignores x.
 *
 * @param utilities A matrix [rows, labels] for each fold, from `rankingUtilities`.
 */
export function mixtureParts(
  { chains, constant, share = 0 }: OrderModel,
  utilities: readonly Matrix[],
): readonly MixturePart[] {
  const each = chains.length > 0 ? chains : [undefined];
  const weight = (1 - share) / (utilities.length * each.length);
  const parts = utilities.flatMap((u) => each.map((chain) => ({ chain, utilities: u, weight })));
  if (!constant || share === 0) return parts;
  const { shape } = utilities[0]!;
  const data = Float32Array.from(
    { length: shape[0] * shape[1] },
    (_, i) => constant[i % shape[1]]!,
  );
  return [...parts, { chain: undefined, utilities: { data, shape }, weight: share }];
}
