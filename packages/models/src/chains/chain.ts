import type { Checkpoint } from "@ebm/engine";

/**
 * Conditional densities p(yⱼ | x, yᵢ for i in before[j]), one for each column, whose product is a
 * density of all. Networks of several members, each fitted without one fold.
 */
export interface Chain {
  /** The columns that each column depends on. Shape [columns][…]. */
  readonly before: readonly (readonly number[])[];
  /** See `chainOutputs`. */
  readonly params: Checkpoint["params"];
}

/** The dependencies of a chain: each column on those before it in the order. */
export function chainBefore(order: readonly number[]): number[][] {
  const before = order.map(() => [] as number[]);
  for (const [place, column] of order.entries()) before[column] = order.slice(0, place);
  return before;
}
