import type { ModelFacts } from "./model-facts.js";

/** All that y can be, with what the page says of each. */
export interface Members {
  /** The entries of each y as the model takes them, row by row. */
  readonly rows: Float32Array;
  readonly count: number;
  readonly width: number;
}

/** The largest number of labels and of items whose sets and orders the page goes through. */
export const MOST_LABELS = 12;
export const MOST_ITEMS = 7;

/** Lists all sets of labels, or all orders of items; undefined if there are too many. */
export function membersOf({ kind, labels }: ModelFacts): Members | undefined {
  const width = labels.length;
  if (kind === "labels" && width <= MOST_LABELS) {
    const count = 2 ** width;
    const rows = new Float32Array(count * width);
    for (let i = 0; i < rows.length; i++) rows[i] = (Math.floor(i / width) >> (i % width)) & 1;
    return { rows, count, width };
  }
  if (kind === "ranking" && width <= MOST_ITEMS) {
    const orders = permutationsOf(Array.from({ length: width }, (_, i) => i));
    const rows = Float32Array.from(orders.flatMap(weightsOf));
    return { rows, count: orders.length, width };
  }
  return undefined;
}

/** The entries of y for an order of items, the best first: from 1 for the best down to −1. */
export function weightsOf(order: readonly number[]): number[] {
  const weights = new Array<number>(order.length).fill(0);
  for (const [rank, item] of order.entries()) {
    weights[item] = order.length === 1 ? 0 : 1 - (2 * rank) / (order.length - 1);
  }
  return weights;
}

function permutationsOf(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) =>
    permutationsOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
