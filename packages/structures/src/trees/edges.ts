import * as tf from "@tensorflow/tfjs-core";

/** An edge between two nodes. The smaller node comes first. */
export type Edge = readonly [number, number];

/** Lists the edges of the complete graph: (0, 1), (0, 2), (1, 2), (0, 3), …, by their second node. */
export function edgesOf(nodes: number): Edge[] {
  return Array.from({ length: nodes }, (_, j) =>
    Array.from({ length: j }, (_, i): Edge => [i, j]),
  ).flat();
}

/** Returns the index of an edge in that list, which does not depend on the number of nodes. */
export function edgeIndex([i, j]: Edge): number {
  return (j * (j - 1)) / 2 + i;
}

/** Writes edges in an error message. */
export function showEdges(edges: readonly Edge[]): string {
  return edges.map((edge) => `(${edge.join(", ")})`).join(", ");
}

/**
 * Returns values of edges as a symmetric matrix with a zero diagonal.
 * [rows, edges] → [rows, nodes, nodes].
 */
export function edgeMatrix(values: tf.Tensor2D, nodes: number): tf.Tensor3D {
  const index = Int32Array.from({ length: nodes * nodes }, (_, at) => {
    const [i, j] = [Math.floor(at / nodes), at % nodes];
    return i === j ? 0 : edgeIndex([Math.min(i, j), Math.max(i, j)]);
  });
  const entries = tf.gather(values, tf.tensor1d(index, "int32"), 1);
  return tf.mul(tf.reshape(entries, [-1, nodes, nodes]), tf.sub(1, tf.eye(nodes)));
}

/**
 * Returns values of nodes at the first and at the second end of each edge.
 * [rows, nodes] → 2 × [rows, edges].
 */
export function atEnds(values: tf.Tensor2D): [tf.Tensor2D, tf.Tensor2D] {
  const edges = edgesOf(values.shape[1]);
  const at = (end: 0 | 1): tf.Tensor2D =>
    tf.gather(
      values,
      tf.tensor1d(
        edges.map((edge) => edge[end]),
        "int32",
      ),
      1,
    );
  return [at(0), at(1)];
}
