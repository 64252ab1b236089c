/**
 * A distribution of orders that chooses one label after another. After the set S of labels, label i
 * is chosen with a probability proportional to the exp of
 *
 *   s uᵢ + Aᵢ at place |S| + Σ over j in S of Cⱼᵢ.
 *
 * With s = 1 and A = C = 0 this is the Plackett–Luce model of the utilities u. A and C, which do not
 * depend on x, say what that cannot: which labels stay together, or are first or last. If the
 * chain goes from the last place to the first, utilities are negated.
 */
export interface ChoiceChain {
  /** Whether the last place is chosen first. */
  readonly fromLast: boolean;
  /** s. */
  readonly scale: number;
  /** A, row by row. Shape [labels, places]. */
  readonly positions: Float64Array;
  /** C, row by row: what a chosen label adds to others. Shape [labels, labels]. */
  readonly couplings: Float64Array;
}

/** A chain of packed parameters: A, C, s. */
export function choiceChain(params: Float64Array, fromLast: boolean): ChoiceChain {
  const size = (params.length - 1) / 2;
  return {
    fromLast,
    scale: params[2 * size]!,
    positions: params.slice(0, size),
    couplings: params.slice(size, 2 * size),
  };
}

/** The packed parameters of the Plackett–Luce model. */
export function plainChain(labels: number): Float64Array {
  const params = new Float64Array(2 * labels ** 2 + 1);
  params[2 * labels ** 2] = 1;
  return params;
}

/** The logits of the choices of a chain without couplings: sᵤᵢ, of both signs. Shape [labels]. */
export function scaledUtilities(chain: ChoiceChain, utilities: ArrayLike<number>): Float64Array {
  const sign = chain.fromLast ? -chain.scale : chain.scale;
  return Float64Array.from(utilities, (u) => sign * u);
}
