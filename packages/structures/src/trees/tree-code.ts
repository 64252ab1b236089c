import { EbmError } from "@ebm/core";
import type { Structure } from "../structure.js";
import { type Edge, edgeIndex, edgesOf } from "./edges.js";

/** The 0/1 vectors of the edges of spanning trees. */
export function treeCode(
  name: string,
  nodes: number,
): Pick<Structure<readonly Edge[]>, "encode" | "decode"> {
  const all = edgesOf(nodes);
  return {
    encode(edges) {
      if (edges.length !== nodes - 1 || !connect(edges, nodes)) {
        const came = edges.map((edge) => `(${edge.join(", ")})`).join(", ");
        throw new EbmError(
          `${name}.encode: \`edges\` has ${came || "none"}, expected ${nodes - 1} that connect 0 to ${nodes - 1}.`,
        );
      }
      const y = new Array<number>(all.length).fill(0);
      for (const [a, b] of edges) y[edgeIndex([Math.min(a, b), Math.max(a, b)])] = 1;
      return y;
    },
    decode: (y) => all.filter((_, at) => y[at]! > 0.5),
  };
}

/** Whether edges lead to every node. */
function connect(edges: readonly Edge[], nodes: number): boolean {
  const part = Array.from({ length: nodes }, (_, node) => node);
  for (const [a, b] of edges) {
    const [from, to] = [part[a], part[b]];
    if (from === undefined || to === undefined) return false;
    for (const [node, it] of part.entries()) if (it === from) part[node] = to;
  }
  return part.every((it) => it === part[0]);
}
