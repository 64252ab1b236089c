import { pause } from "../members/pause.js";
import type { FindSplit, Split } from "./find-split.js";
import type { TreeColumns } from "./tree-columns.js";

/** The nodes of one tree, as they are made. */
export interface Tree {
  readonly feature: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
  /** The rows in each leaf. */
  readonly leaves: Int32Array[];
}

export interface GrowTreeOptions {
  readonly columns: TreeColumns;
  /** The rows to grow from, which are reordered; a row may appear more than once. */
  readonly rows: Int32Array;
  /** The targets that splits separate. Shape [rows of the data, size]. */
  readonly targets: Float32Array;
  readonly size: number;
  readonly find: FindSplit;
  /** Number of features to try at a node, beside those that are constant there. */
  readonly tries: number;
  readonly minLeaf: number;
  readonly random: () => number;
  /** Stops growing, with its reason as the error. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** Number of rows of a node that takes a while to split. */
const LARGE = 1000;

/** Grows a tree until each leaf is pure or too small to split. */
export async function growTree(options: GrowTreeOptions): Promise<Tree> {
  const { columns, rows, targets, size, minLeaf, signal } = options;
  const tree: Tree = { feature: [], threshold: [], left: [], right: [], leaves: [] };
  const features = Int32Array.from({ length: columns.features }, (_, f) => f);
  const add = (): number => {
    tree.threshold.push(0);
    tree.left.push(0);
    tree.right.push(0);
    return tree.feature.push(-1) - 1;
  };
  const open = [{ node: add(), start: 0, end: rows.length }];
  while (open.length > 0) {
    const { node, start, end } = open.pop()!;
    if (end - start > LARGE) await pause(signal);
    const inside = rows.subarray(start, end);
    const total = new Float64Array(size);
    const split =
      inside.length < 2 * minLeaf || isPure(inside, targets, total)
        ? undefined
        : choose({ rows: inside, targets, size, total, minLeaf }, features, options);
    if (!split) {
      tree.left[node] = tree.leaves.push(inside.slice()) - 1;
      continue;
    }
    const { feature, threshold } = split;
    const values = columns.values.subarray(feature * columns.rows, (feature + 1) * columns.rows);
    const middle = start + partition(inside, values, threshold);
    const [left, right] = [add(), add()];
    tree.feature[node] = feature;
    tree.threshold[node] = threshold;
    tree.left[node] = left;
    tree.right[node] = right;
    open.push({ node: right, start: middle, end }, { node: left, start, end: middle });
  }
  return tree;
}

/** The purest split of as many features as asked, drawn without replacement. */
function choose(
  node: Parameters<FindSplit>[0],
  features: Int32Array,
  { find, tries, random }: GrowTreeOptions,
): Split | undefined {
  let best: Split | undefined;
  let tried = 0;
  for (let i = 0; i < features.length && (tried < tries || !best); i++) {
    const j = i + Math.floor(random() * (features.length - i));
    [features[i], features[j]] = [features[j]!, features[i]!];
    const split = find(node, features[i]!);
    if (split === undefined) continue;
    tried++;
    if (split && (!best || split.purity > best.purity)) best = split;
  }
  return best;
}

/** Sums the targets into `total`, and tells whether they are all alike. */
function isPure(rows: Int32Array, targets: Float32Array, total: Float64Array): boolean {
  const size = total.length;
  const first = rows[0]! * size;
  let isSame = true;
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * size;
    for (let j = 0; j < size; j++) {
      const value = targets[start + j]!;
      total[j]! += value;
      if (value !== targets[first + j]!) isSame = false;
    }
  }
  return isSame;
}

/** Moves rows whose value is at most the threshold to the front, and returns their number. */
function partition(rows: Int32Array, values: Float32Array, threshold: number): number {
  let [front, back] = [0, rows.length - 1];
  while (front <= back) {
    const row = rows[front]!;
    if (values[row]! <= threshold) {
      front++;
      continue;
    }
    rows[front] = rows[back]!;
    rows[back--] = row;
  }
  return front;
}
