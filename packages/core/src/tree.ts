import { Tensor } from "@tensorflow/tfjs-core";
import { isPromise } from "./check.js";
import { EbmError } from "./errors.js";

/** Tensors in nested records and arrays: the type of parameters and batches. */
export type Tree = Tensor | readonly Tree[] | { readonly [key: string]: Tree };

/** Lists the tensors of a tree in the order of their paths. Keys of records are sorted. */
export function leaves(tree: Tree): Tensor[] {
  return namedLeaves(tree).map(([, leaf]) => leaf);
}

/** Lists the leaves with their paths, such as `scores.0.weight`. */
export function namedLeaves(tree: Tree): [path: string, leaf: Tensor][] {
  const named: [string, Tensor][] = [];
  mapTree(tree, (leaf, path) => {
    named.push([path, leaf]);
    return leaf;
  });
  return named;
}

/**
 * Returns the same tree with other leaves, taken in the order of `leaves`.
 *
 * @throws {EbmError} If the number of leaves differs.
 */
export function withLeaves<T extends Tree>(tree: T, replacements: readonly Tensor[]): T {
  const count = leaves(tree).length;
  if (count !== replacements.length) {
    throw new EbmError(
      `withLeaves: \`replacements\` has ${replacements.length} tensors, expected ${count}.`,
    );
  }
  const rest = replacements.values();
  return mapTree(tree, () => rest.next().value!);
}

/**
 * Maps each leaf of a tree, in the order of `leaves`.
 *
 * @throws {EbmError} If a leaf is not a tensor.
 */
export function mapTree<T extends Tree>(tree: T, map: (leaf: Tensor, path: string) => Tensor): T {
  return walk(tree, []) as T;

  function walk(node: Tree, path: readonly string[]): Tree {
    if (node instanceof Tensor) return map(node, path.join("."));
    if (Array.isArray(node)) return node.map((child, i) => walk(child, [...path, String(i)]));
    if (!isRecord(node)) {
      const where = path.length > 0 ? `leaf \`${path.join(".")}\`` : "`tree`";
      throw new EbmError(`mapTree: ${where} is ${describe(node)}, expected a tensor.`);
    }
    const entries = Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, child]) => [key, walk(child, [...path, key])]));
  }
}

function isRecord(node: unknown): node is Readonly<Record<string, Tree>> {
  return Object.prototype.toString.call(node) === "[object Object]";
}

function describe(node: unknown): string {
  if (isPromise(node)) return "a promise";
  return typeof node === "object" && node !== null
    ? Object.prototype.toString.call(node).slice("[object ".length, -1)
    : String(node);
}
