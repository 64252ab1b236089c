import { adjacencyOf, type GraphLike } from "./graph-like.js";

/**
 * Counts how often each node takes each of the 15 places in connected induced subgraphs of up to four
 * nodes. The places are numbered as by Pržulj: 0 is an edge, 1–3 a path of three (its end, its middle) and a
 * triangle, 4–5 a path of four, 6–7 a star, 8 a square, 9–11 a triangle with a tail (the tail, the
 * two, the one), 12–13 a square with a diagonal, 14 a clique. It enumerates all sets of nodes, which
 * is practical for up to about 60 nodes.
 *
 * Reference: Hočevar, Demšar. A Combinatorial Approach to Graphlet Counting. Bioinformatics 30(4),
 * 2014
 *
 * @returns Shape [nodes, 15], packed.
 */
export function orbitCounts(graph: GraphLike): Float64Array {
  const { nodes } = graph;
  const adjacency = adjacencyOf("orbitCounts", graph);
  const counts = new Float64Array(nodes * ORBITS);
  const joined = (a: number, b: number): number => adjacency[a * nodes + b]!;
  const count = (node: number, orbit: number): void => {
    counts[node * ORBITS + orbit] = counts[node * ORBITS + orbit]! + 1;
  };

  for (let a = 0; a < nodes; a++) {
    for (let b = a + 1; b < nodes; b++) {
      if (joined(a, b)) for (const node of [a, b]) count(node, 0);
      for (let c = b + 1; c < nodes; c++) {
        const three = [a, b, c];
        tally(three, (edges, degree) => (edges === 3 ? 3 : edges === 2 ? degree : undefined));
        for (let d = c + 1; d < nodes; d++) tally([...three, d], orbitOfFour);
      }
    }
  }
  return counts;

  /** Counts the places of some nodes, unless one of them is not joined to any of the others. */
  function tally(
    members: readonly number[],
    orbitOf: (edges: number, degree: number, largest: number) => number | undefined,
  ): void {
    const degrees = members.map((node) =>
      members.reduce((sum, other) => sum + joined(node, other), 0),
    );
    if (degrees.includes(0)) return;
    const edges = degrees.reduce((sum, degree) => sum + degree, 0) / 2;
    const largest = Math.max(...degrees);
    for (const [i, node] of members.entries()) {
      const orbit = orbitOf(edges, degrees[i]!, largest);
      if (orbit !== undefined) count(node, orbit);
    }
  }
}

const ORBITS = 15;

function orbitOfFour(edges: number, degree: number, largest: number): number | undefined {
  if (edges === 6) return 14;
  if (edges === 5) return degree === 2 ? 12 : 13;
  if (edges === 4) return largest === 2 ? 8 : 8 + degree;
  if (edges === 3) return largest === 2 ? 3 + degree : degree === 1 ? 6 : 7;
  // at a distance of two edges
  return undefined;
}
