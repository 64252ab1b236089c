import type { Order } from "../members.js";
import { type Edge, edgeIndex } from "./edges.js";

/** The spanning trees of a complete graph, by their Prüfer codes. */
export function pruferOrder(nodes: number): Order<readonly Edge[]> {
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

/** The neighbour of the first leaf, which is taken away, until one edge is left. */
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
