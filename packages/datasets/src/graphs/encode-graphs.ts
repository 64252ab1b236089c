import { EbmError } from "@ebm/core/errors";
import type { Matrix } from "../matrix.js";
import type { Graph } from "./graph.js";

/**
 * Graphs as rows of bits: 1 where nodes i < j are joined, in the order (0, 1), (0, 2), …, (1, 2), …
 * Graphs with fewer than `nodes` nodes have more that are joined to none.
 *
 * @returns Zeros and ones. Shape [graphs, nodes(nodes − 1)/2].
 */
export function encodeGraphs(
  graphs: readonly Graph[],
  { nodes }: { readonly nodes: number },
): Matrix {
  const columns = (nodes * (nodes - 1)) / 2;
  const data = new Float32Array(graphs.length * columns);
  for (const [row, graph] of graphs.entries()) {
    if (graph.nodes > nodes) {
      throw new EbmError(
        `encodeGraphs: graph ${row} has ${graph.nodes} nodes, expected up to ${nodes}.`,
      );
    }
    for (let k = 0; k < graph.edges.length; k += 2) {
      const [a, b] = [graph.edges[k]!, graph.edges[k + 1]!];
      const [i, j] = [Math.min(a, b), Math.max(a, b)];
      // rows 0, …, i − 1 of the triangle have nodes − 1, nodes − 2, … entries
      data[row * columns + i * nodes - (i * (i + 1)) / 2 + (j - i - 1)] = 1;
    }
  }
  return { data, shape: [graphs.length, columns] };
}
