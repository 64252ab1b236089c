import { EbmError } from "@ebm/core/errors";

/** An undirected graph without loops, its nodes numbered from 0. */
export interface Graph {
  readonly nodes: number;
  /** Each edge once: the ends of edge i are entries 2i and 2i + 1. */
  readonly edges: Int32Array;
}

/** A graph of pairs of nodes, checked. */
export function graphOf(
  where: string,
  nodes: number,
  pairs: readonly (readonly number[])[],
): Graph {
  const seen = new Set<string>();
  for (const pair of pairs) {
    const [a, b] = [Math.min(...pair), Math.max(...pair)];
    const isEdge =
      pair.length === 2 &&
      pair.every((node) => Number.isInteger(node) && node >= 0 && node < nodes);
    if (!isEdge || a === b || seen.has(`${a} ${b}`)) {
      throw new EbmError(
        `${where}: edge [${pair.join(", ")}] is in a graph of ${nodes} nodes, expected two of them, not joined before.`,
      );
    }
    seen.add(`${a} ${b}`);
  }
  return { nodes, edges: Int32Array.from(pairs.flat()) };
}
