import type { Matrix } from "@ebm/datasets";

/**
 * Trees that each map a row to a vector, in flat arrays, as ONNX's TreeEnsembleRegressor has them.
 * The forest predicts the mean of its trees.
 */
export interface Forest {
  /** Length of the vectors. */
  readonly outputs: number;
  /** The first node of each tree. Shape [trees]. */
  readonly roots: Int32Array;
  /** The column that a node compares, or −1 at a leaf. Shape [nodes]. */
  readonly feature: Int32Array;
  /** A row goes to the left if its value is at most this. Shape [nodes]. */
  readonly threshold: Float32Array;
  /** The node to the left; the row of `values` at a leaf. Shape [nodes]. */
  readonly left: Int32Array;
  /** The node to the right. Shape [nodes]. */
  readonly right: Int32Array;
  /** The vectors of the leaves. Shape [leaves, outputs]. */
  readonly values: Float32Array;
}

/**
 * Predicts rows with a forest.
 *
 * @returns The mean of the trees. Shape [rows, outputs].
 */
export function predictForest(forest: Forest, { data, shape: [rows, features] }: Matrix): Matrix {
  const { outputs, roots, values } = forest;
  const mean = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const x = data.subarray(row * features, (row + 1) * features);
    for (const root of roots) {
      const leaf = leafOf(forest, root, x) * outputs;
      for (let j = 0; j < outputs; j++) mean[row * outputs + j]! += values[leaf + j]!;
    }
  }
  for (let i = 0; i < mean.length; i++) mean[i]! /= roots.length;
  return { data: mean, shape: [rows, outputs] };
}

/** The row of `values` that a tree maps x to. */
function leafOf(forest: Forest, root: number, x: Float32Array): number {
  const { feature, threshold, left, right } = forest;
  let node = root;
  while (feature[node]! >= 0) {
    node = (x[feature[node]!]! <= threshold[node]! ? left : right)[node]!;
  }
  return left[node]!;
}

/** A forest of the trees of several forests. */
export function joinForests(forests: readonly Forest[]): Forest {
  const { outputs } = forests[0]!;
  let nodes = 0;
  let leaves = 0;
  const moved = forests.map((forest) => {
    const [byNodes, byLeaves] = [nodes, leaves];
    nodes += forest.feature.length;
    leaves += forest.values.length / outputs;
    const isLeaf = (node: number): boolean => forest.feature[node]! < 0;
    return {
      ...forest,
      roots: forest.roots.map((root) => root + byNodes),
      left: forest.left.map((at, node) => at + (isLeaf(node) ? byLeaves : byNodes)),
      right: forest.right.map((at, node) => (isLeaf(node) ? at : at + byNodes)),
    };
  });
  return {
    outputs,
    roots: concatInts(moved.map(({ roots }) => roots)),
    feature: concatInts(moved.map(({ feature }) => feature)),
    threshold: concatFloats(moved.map(({ threshold }) => threshold)),
    left: concatInts(moved.map(({ left }) => left)),
    right: concatInts(moved.map(({ right }) => right)),
    values: concatFloats(moved.map(({ values }) => values)),
  };
}

function concatInts(parts: readonly Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

function concatFloats(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
