import { EbmError, foldIn, type Key, normal, split } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { pause } from "../members/pause.js";
import { bestSplits, randomSplits } from "./find-split.js";
import type { Forest } from "./forest.js";
import { growTree, type Tree } from "./grow-tree.js";
import { packForest } from "./pack-forest.js";
import { type TreeColumns, treeColumns } from "./tree-columns.js";
import { uniformStream } from "./uniform-stream.js";

export interface FitForestInputs {
  /** Finite features. Shape [rows, features]. */
  readonly x: Matrix;
  /** The targets: numbers, or 0 and 1 for probabilities. Shape [rows, outputs]. */
  readonly y: Matrix;
  readonly key: Key;
  /** "forest" draws rows with replacement and splits best; "extra" keeps all rows and splits at random. */
  readonly kind: "forest" | "extra";
  /** Number of trees. Default: 100. */
  readonly trees?: number;
  /** Number of rows that a leaf needs. Default: 1. */
  readonly minLeaf?: number;
  /** Number of features to try at a node. Default: the root of their number, rounded. */
  readonly tries?: number;
  /** The rows to learn from. Default: all. */
  readonly rows?: Int32Array;
  /** The group of each row: a tree draws all rows of a group, or none. Default: each row is a group. */
  readonly groups?: Int32Array;
  /** The features in columns, if they are known already. Default: made from x. */
  readonly columns?: TreeColumns;
  /** Largest number of values in all leaves together; leaves grow to meet it. Default: 2²⁵. */
  readonly maxValues?: number;
  readonly signal?: AbortSignal | undefined;
}

/** A forest, and what it says about the rows it learned from. */
export interface FittedForest {
  readonly forest: Forest;
  /** Means of the trees that did not draw a row; NaN if all did. Shape [rows, outputs]. */
  readonly outOfBag: Matrix;
}

/** Above so many outputs, splits separate random projections of them. */
const PROJECTIONS = 16;

/**
 * Fits a random forest or extra trees. One forest predicts all outputs: a split is the one that
 * lowers the variance most, summed over outputs. With more than 16 outputs, each tree splits
 * by 16 random projections of them; leaves hold all outputs.
 *
 * References: Breiman. Random Forests. Machine Learning, 2001. Geurts, Ernst, Wehenkel. Extremely
 * randomized trees. Machine Learning, 2006. Joly, Geurts, Wehenkel. Random forests with random
 * projections of the output space for high dimensional multi-label classification. ECML 2014.
 */
export async function fitForest(inputs: FitForestInputs): Promise<FittedForest> {
  const { x, y, key, kind, trees = 100, signal, maxValues = 2 ** 25 } = inputs;
  const [count, features] = x.shape;
  const outputs = y.shape[1];
  const rows = inputs.rows ?? Int32Array.from({ length: count }, (_, row) => row);
  if (rows.length === 0 || y.shape[0] !== count) {
    throw new EbmError(`fitForest: \`y\` has ${y.shape[0]} rows, expected ${count || "some"}.`);
  }
  const columns = inputs.columns ?? treeColumns(x);
  const tries = inputs.tries ?? Math.max(1, Math.round(Math.sqrt(features)));
  const minLeaf = Math.max(
    inputs.minLeaf ?? 1,
    Math.ceil((trees * rows.length * outputs) / maxValues),
  );
  const clusters = clustersOf(rows, inputs.groups);
  const grown: Tree[] = [];
  const outOfBag = new Float32Array(count * outputs);
  const votes = new Int32Array(count);
  const values: Float32Array[] = [];
  for (let tree = 0; tree < trees; tree++) {
    const [forRows, forTries, forTargets] = split(foldIn(key, tree), 3);
    const random = uniformStream(forTries);
    const drawn = kind === "forest" ? bootstrap(clusters, uniformStream(forRows)) : rows.slice();
    const next = await growTree({
      columns,
      rows: drawn,
      ...projected(y, forTargets),
      find: kind === "forest" ? bestSplits(columns) : randomSplits(columns, random),
      tries,
      minLeaf,
      random,
      signal,
    });
    const means = leafMeans(next, y);
    if (kind === "forest") {
      const isIn = new Uint8Array(count);
      for (const row of drawn) isIn[row] = 1;
      for (const row of rows) {
        if (isIn[row]) continue;
        votes[row]!++;
        const leaf = leafAt(next, columns, row) * outputs;
        for (let j = 0; j < outputs; j++) outOfBag[row * outputs + j]! += means[leaf + j]!;
      }
    }
    grown.push({ ...next, leaves: [] });
    values.push(means);
    await pause(signal);
  }
  for (let i = 0; i < outOfBag.length; i++) outOfBag[i]! /= votes[Math.floor(i / outputs)]!;
  return {
    forest: packForest(grown, { values, outputs }),
    outOfBag: { data: outOfBag, shape: y.shape },
  };
}

/** The rows of each group. */
function clustersOf(rows: Int32Array, groups?: Int32Array): readonly (readonly number[])[] {
  const clusters = new Map<number, number[]>();
  for (const row of rows) {
    const group = groups?.[row] ?? row;
    const known = clusters.get(group);
    if (known) known.push(row);
    else clusters.set(group, [row]);
  }
  return [...clusters.values()];
}

function bootstrap(clusters: readonly (readonly number[])[], random: () => number): Int32Array {
  return Int32Array.from(clusters.flatMap(() => clusters[Math.floor(random() * clusters.length)]!));
}

/** The targets that splits separate: y, or random projections of it. */
function projected(y: Matrix, key: Key): { targets: Float32Array; size: number } {
  const [rows, outputs] = y.shape;
  if (outputs <= PROJECTIONS) return { targets: y.data, size: outputs };
  const directions = normal(key, outputs * PROJECTIONS);
  const targets = new Float32Array(rows * PROJECTIONS);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) {
      const value = y.data[row * outputs + j]!;
      if (value === 0) continue;
      for (let p = 0; p < PROJECTIONS; p++) {
        targets[row * PROJECTIONS + p]! += value * directions[j * PROJECTIONS + p]!;
      }
    }
  }
  return { targets, size: PROJECTIONS };
}

function leafMeans({ leaves }: Tree, { data, shape: [, outputs] }: Matrix): Float32Array {
  const means = new Float32Array(leaves.length * outputs);
  for (const [leaf, rows] of leaves.entries()) {
    for (const row of rows) {
      for (let j = 0; j < outputs; j++) means[leaf * outputs + j]! += data[row * outputs + j]!;
    }
    for (let j = 0; j < outputs; j++) means[leaf * outputs + j]! /= rows.length;
  }
  return means;
}

function leafAt(tree: Tree, { values, rows }: TreeColumns, row: number): number {
  let node = 0;
  while (tree.feature[node]! >= 0) {
    const value = values[tree.feature[node]! * rows + row]!;
    node = (value <= tree.threshold[node]! ? tree.left : tree.right)[node]!;
  }
  return tree.left[node]!;
}
