import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import type { Graph } from "./graph.js";

/**
 * The graphs of rows of bits, as `encodeGraphs` makes them. Nodes that are joined to none are
 * dropped, and the others numbered anew; a row without edges is one node, as in the evaluation of
 * EDP-GNN.
 *
 * Reference: Niu, Song, Song, Zhao, Grover, Ermon. Permutation Invariant Graph Generation via
 * Score-Based Generative Modeling. AISTATS 2020. https://arxiv.org/abs/2003.00638
 *
 * @param bits Zeros and ones. Shape [graphs, nodes(nodes − 1)/2].
 */
export function decodeGraphs({ data, shape: [rows, columns] }: MatrixLike): Graph[] {
  const nodes = (1 + Math.sqrt(1 + 8 * columns)) / 2;
  if (!Number.isInteger(nodes) || data.length !== rows * columns) {
    throw new EbmError(
      `decodeGraphs: \`bits\` has shape [${rows}, ${columns}] and ${data.length} entries, expected [graphs, nodes(nodes − 1)/2].`,
    );
  }
  return Array.from({ length: rows }, (_, row) => {
    const pairs: number[] = [];
    for (let i = 0, at = row * columns; i < nodes; i++) {
      for (let j = i + 1; j < nodes; j++, at++) if (data[at] === 1) pairs.push(i, j);
    }
    const kept = [...new Set(pairs)].sort((a, b) => a - b);
    const numbers = new Map(kept.map((node, number) => [node, number]));
    return {
      nodes: Math.max(1, kept.length),
      edges: Int32Array.from(pairs, (node) => numbers.get(node)!),
    };
  });
}
