/**
 * The ways to choose labels one after another that agree with an observation: nodes are sets of
 * chosen labels, edges choose one more. A node without edges leaves free what comes next. An order
 * without ties has one way.
 */
export interface OrderLattice {
  /** The set of each node, as bits. Smaller sets come first; the first is empty. */
  readonly sets: Int32Array;
  /** The node that an edge leaves, in ascending order. Shape [edges]. */
  readonly from: Int32Array;
  /** The node that it leads to. Shape [edges]. */
  readonly to: Int32Array;
  /** The label that it chooses. Shape [edges]. */
  readonly label: Int32Array;
}

export interface OrderLatticeOptions {
  /** Whether the last place is chosen first. */
  readonly fromLast: boolean;
  /** Largest number of nodes. */
  readonly most: number;
  /** Whether to go on where what comes next is free, until all labels are chosen. Default: false. */
  readonly toEnd?: boolean;
}

/** The largest number of labels: sets are bits of an integer. */
export const MOST_LABELS = 30;

/**
 * Lists the ways to choose labels that agree with an observation.
 *
 * @param places Places from 0; −1 for labels that are not ranked. Shape [labels].
 * @returns Undefined if there would be too many nodes.
 */
export function orderLattice(
  places: ArrayLike<number>,
  { fromLast, most, toEnd = false }: OrderLatticeOptions,
): OrderLattice | undefined {
  const labels = places.length;
  const before = Array.from({ length: labels }, (_, i) => labelsBefore(i, places, fromLast));
  const sets = [0];
  const nodes = new Map([[0, 0]]);
  const edges = { from: [] as number[], to: [] as number[], label: [] as number[] };
  for (let node = 0; node < sets.length; node++) {
    const set = sets[node]!;
    const left = Array.from(before.keys()).filter((i) => !((set >> i) & 1));
    const allowed = left.filter((i) => (before[i]! & set) === before[i]);
    if (allowed.length === left.length && !toEnd) continue;
    for (const i of allowed) {
      const next = set | (1 << i);
      const known = nodes.get(next) ?? sets.push(next) - 1;
      nodes.set(next, known);
      edges.from.push(node);
      edges.to.push(known);
      edges.label.push(i);
    }
    if (sets.length > most) return undefined;
  }
  return {
    sets: Int32Array.from(sets),
    from: Int32Array.from(edges.from),
    to: Int32Array.from(edges.to),
    label: Int32Array.from(edges.label),
  };
}

/** The labels that have to be chosen before label i, as bits. */
function labelsBefore(i: number, places: ArrayLike<number>, fromLast: boolean): number {
  if (places[i]! < 0) return 0;
  let set = 0;
  for (let j = 0; j < places.length; j++) {
    const isBefore = fromLast ? places[j]! > places[i]! : places[j]! < places[i]!;
    if (places[j]! >= 0 && isBefore) set |= 1 << j;
  }
  return set;
}
