import { EbmError } from "@ebm/core";
import type { Objects, Order } from "../members.js";
import { type Edge, edgeIndex, edgesOf, showEdges } from "./edges.js";

/** Returns the spanning trees of the complete graph, as 0/1 vectors of its edges. */
export function treeObjects(name: string, nodes: number): Objects<readonly Edge[]> {
  return {
    ...treeCode(name, nodes),
    order: pruferOrder(nodes),
    neighborsOf: (tree) => treeNeighbors(tree, nodes),
  };
}

/** Returns the 0/1 vectors of the edges of spanning trees. */
function treeCode(
  name: string,
  nodes: number,
): Pick<Objects<readonly Edge[]>, "encode" | "decode"> {
  const all = edgesOf(nodes);
  return {
    encode(edges) {
      if (edges.length !== nodes - 1 || !connect(edges, nodes)) {
        throw new EbmError(
          `${name}.encode: \`edges\` has ${showEdges(edges) || "none"}, expected ${nodes - 1} that connect 0 to ${nodes - 1}.`,
        );
      }
      const y = new Array<number>(all.length).fill(0);
      for (const [a, b] of edges) y[edgeIndex([Math.min(a, b), Math.max(a, b)])] = 1;
      return y;
    },
    decode: (y) => all.filter((_, at) => y[at]! > 0.5),
  };
}

/** Returns whether edges lead to every node. */
function connect(edges: readonly Edge[], nodes: number): boolean {
  const part = Array.from({ length: nodes }, (_, node) => node);
  for (const [a, b] of edges) {
    const [from, to] = [part[a], part[b]];
    if (from === undefined || to === undefined) return false;
    for (const [node, it] of part.entries()) if (it === from) part[node] = to;
  }
  return part.every((it) => it === part[0]);
}

/** Orders spanning trees by their Prüfer codes. */
function pruferOrder(nodes: number): Order<readonly Edge[]> {
  const base = BigInt(nodes);
  const length = nodes - 2;
  return {
    size: () => base ** BigInt(length),
    indexOf: (tree) => codeOf(tree, nodes).reduce((index, v) => index * base + BigInt(v), 0n),
    objectAt(index) {
      const digit = (t: number): bigint => (index / base ** BigInt(length - 1 - t)) % base;
      return treeOf(Array.from({ length }, (_, t) => Number(digit(t))));
    },
  };
}

/** Removes the first leaf and notes its neighbor, until one edge is left. */
function codeOf(tree: readonly Edge[], nodes: number): number[] {
  let left = [...tree];
  return Array.from({ length: nodes - 2 }, () => {
    const degree = new Array<number>(nodes).fill(0);
    for (const node of left.flat()) degree[node]!++;
    const leaf = degree.indexOf(1);
    const edge = left.find((it) => it.includes(leaf))!;
    left = left.filter((it) => it !== edge);
    return edge[0] === leaf ? edge[1] : edge[0];
  });
}

function treeOf(code: readonly number[]): Edge[] {
  const toCome = new Array<number>(code.length + 2).fill(1);
  for (const node of code) toCome[node]!++;
  const tree: Edge[] = [];
  const join = (a: number, b: number): void => {
    tree.push([Math.min(a, b), Math.max(a, b)]);
    for (const node of [a, b]) toCome[node]!--;
  };
  for (const node of code) join(toCome.indexOf(1), node);
  join(toCome.indexOf(1), toCome.lastIndexOf(1));
  return tree.sort((a, b) => edgeIndex(a) - edgeIndex(b));
}

/** Lists the spanning trees that have another edge in place of one. */
function* treeNeighbors(tree: readonly Edge[], nodes: number): Generator<Edge[]> {
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
