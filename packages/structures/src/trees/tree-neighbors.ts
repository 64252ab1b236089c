import { type Edge, edgesOf } from "./edges.js";

/** The spanning trees that have another edge in place of one. */
export function* treeNeighbors(tree: readonly Edge[], nodes: number): Generator<Edge[]> {
  for (const gone of tree) {
    const rest = tree.filter((edge) => edge !== gone);
    // the part of the forest that the first end of the edge is in
    const part = new Set([gone[0]]);
    for (const node of part)
      for (const edge of rest) if (edge.includes(node)) for (const it of edge) part.add(it);
    for (const [a, b] of edgesOf(nodes)) {
      const isSame = a === gone[0] && b === gone[1];
      if (part.has(a) !== part.has(b) && !isSame) yield [...rest, [a, b]];
    }
  }
}
