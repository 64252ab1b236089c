import type { Forest } from "./forest.js";
import type { Tree } from "./grow-tree.js";

/** Packs trees, and the values of their leaves, in flat arrays. */
export function packForest(
  trees: readonly Tree[],
  inputs: { readonly values: readonly Float32Array[]; readonly outputs: number },
): Forest {
  const { values, outputs } = inputs;
  const roots: number[] = [];
  const flat = { feature: [] as number[], threshold: [] as number[] };
  const [left, right]: [number[], number[]] = [[], []];
  const all = new Float32Array(values.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const [i, tree] of trees.entries()) {
    const start = flat.feature.length;
    roots.push(start);
    for (let node = 0; node < tree.feature.length; node++) {
      const isLeaf = tree.feature[node]! < 0;
      flat.feature.push(tree.feature[node]!);
      flat.threshold.push(tree.threshold[node]!);
      left.push(tree.left[node]! + (isLeaf ? end / outputs : start));
      right.push(isLeaf ? 0 : tree.right[node]! + start);
    }
    all.set(values[i]!, end);
    end += values[i]!.length;
  }
  return {
    outputs,
    roots: Int32Array.from(roots),
    feature: Int32Array.from(flat.feature),
    threshold: Float32Array.from(flat.threshold),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    values: all,
  };
}
