/**
 * Parses the rank of each label from a text such as `b>a>c`. Returns undefined if it does not order
 * all labels.
 */
export function parseRanking(text: string, labels: readonly string[]): number[] | undefined {
  const order = text.split(">").map((label) => label.trim());
  const places = new Map(order.map((label, place) => [label, place]));
  const ranks = labels.map((label) => places.get(label) ?? -1);
  return order.length === labels.length && !ranks.includes(-1) ? ranks : undefined;
}

/** Converts a ranking to a member of `permutations(k)` or of `assignments(k)`. */
export function encodeRanking(ranks: readonly number[], structure: string): Float32Array {
  const size = ranks.length;
  if (!isMatrix(structure)) return Float32Array.from(ranks, (rank) => 1 - (2 * rank) / (size - 1));
  const y = new Float32Array(size * size);
  for (const [label, rank] of ranks.entries()) y[rank * size + label] = 1;
  return y;
}

/** Formats the order of a member, as `b>a>c`. */
export function formatRanking(
  y: ArrayLike<number>,
  { labels, structure }: { readonly labels: readonly string[]; readonly structure: string },
): string {
  const size = labels.length;
  const weightOf = (label: number): number => {
    if (!isMatrix(structure)) return y[label]!;
    return -Array.from({ length: size }, (_, rank) => y[rank * size + label]!).indexOf(1);
  };
  return labels
    .map((name, label) => ({ name, weight: weightOf(label) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ name }) => name)
    .join(">");
}

function isMatrix(structure: string): boolean {
  return structure.startsWith("assignments(");
}
