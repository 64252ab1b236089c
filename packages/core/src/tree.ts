import { Tensor } from "@tensorflow/tfjs-core";

/** Tensors in nested records and arrays: the form of parameters and of batches. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

/** The tensors of a tree, in the order of their paths; keys of records are sorted. */
export function leaves(tree: Tree): Tensor[] {
  return entries(tree).map(([, leaf]) => leaf);
}

/** The leaves with their paths: `scores.0.weight`. */
export function namedLeaves(tree: Tree): [path: string, leaf: Tensor][] {
  return entries(tree).map(([path, leaf]) => [path.join("."), leaf]);
}

/** The same tree with other leaves, taken in the order of `leaves`. */
export function withLeaves<T extends Tree>(tree: T, replacements: readonly Tensor[]): T {
  let next = 0;
  return mapTree(tree, () => replacements[next++]!);
}

/** The same tree with each leaf mapped. */
export function mapTree<T extends Tree>(tree: T, map: (leaf: Tensor, path: string) => Tensor): T {
  return walk(tree, []) as T;

  function walk(node: Tree, path: readonly string[]): Tree {
    if (node instanceof Tensor) return map(node, path.join("."));
    const mapped = children(node).map(
      ([key, child]) => [key, walk(child, [...path, key])] as const,
    );
    return Array.isArray(node) ? mapped.map(([, child]) => child) : Object.fromEntries(mapped);
  }
}

function entries(tree: Tree, path: readonly string[] = []): [path: string[], leaf: Tensor][] {
  if (tree instanceof Tensor) return [[[...path], tree]];
  return children(tree).flatMap(([key, child]) => entries(child, [...path, key]));
}

function children(node: Exclude<Tree, Tensor>): [key: string, child: Tree][] {
  const pairs = Object.entries(node);
  return Array.isArray(node) ? pairs : pairs.sort(([a], [b]) => (a < b ? -1 : 1));
}
