import { EbmError } from "@ebm/core/errors";
/** An undirected graph without loops, with nodes numbered from 0. */
export interface GraphLike {
  readonly nodes: number;
  /** Each edge once: the ends of edge i are entries 2i and 2i + 1. */
  readonly edges: ArrayLike<number>;
}

/** Returns the adjacency matrix: row i has one byte per node, 1 for each neighbor of node i. */
export function adjacencyOf(where: string, { nodes, edges }: GraphLike): Uint8Array {
  const adjacency = new Uint8Array(nodes * nodes);
  for (let i = 0; i < edges.length; i += 2) {
    const [a, b] = [edges[i]!, edges[i + 1]!];
    const isEdge = [a, b].every((node) => Number.isInteger(node) && node >= 0 && node < nodes);
    if (!isEdge || a === b || adjacency[a * nodes + b] === 1) {
      throw new EbmError(
        `${where}: edge [${a}, ${b}] is in a graph of ${nodes} nodes, expected two different nodes that are not yet joined.`,
      );
    }
    adjacency[a * nodes + b] = adjacency[b * nodes + a] = 1;
  }
  return adjacency;
}
