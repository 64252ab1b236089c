/** An edge between two nodes, the smaller first. */
export type Edge = readonly [number, number];

/** The edges of the complete graph: (0, 1), (0, 2), (1, 2), (0, 3), …, those to a node side by side. */
export function edgesOf(nodes: number): Edge[] {
  return Array.from({ length: nodes }, (_, j) =>
    Array.from({ length: j }, (_, i): Edge => [i, j]),
  ).flat();
}

/** The place of an edge among them, whatever the number of nodes. */
export function edgeIndex([i, j]: Edge): number {
  return (j * (j - 1)) / 2 + i;
}
