import type { TreeColumns } from "./tree-columns.js";

/** The split of a node. */
export interface Split {
  readonly feature: number;
  /** Rows go to the left if their value is at most this. */
  readonly threshold: number;
  /** Σⱼ Lⱼ² / n_L + Rⱼ² / n_R of the sums of targets on both sides: larger is purer. */
  readonly purity: number;
}

/** Rows of a node, and what is known about them. */
interface SplitNode {
  /** Row numbers; a row may appear more than once. */
  readonly rows: Int32Array;
  /** The targets that splits separate. Shape [rows of the data, size]. */
  readonly targets: Float32Array;
  /** Length of a target. */
  readonly size: number;
  /** The sum of the targets of the rows. Shape [size]. */
  readonly total: Float64Array;
  /** Number of rows that each side needs. */
  readonly minLeaf: number;
}

/** The best split by a feature: undefined if it is constant, null if no split leaves enough rows. */
export type FindSplit = (node: SplitNode, feature: number) => Split | null | undefined;

/** Finds the purest of all splits between bins. */
export function bestSplits(columns: TreeColumns): FindSplit {
  const counts = new Int32Array(257);
  const sorted = new Int32Array(columns.rows);
  return (node, feature) => {
    const { rows, targets, size, total, minLeaf } = node;
    const bins = columns.bins.subarray(feature * columns.rows, (feature + 1) * columns.rows);
    if (isConstant(rows, bins)) return undefined;
    const order = sorted.subarray(0, rows.length);
    sortByBin(rows, bins, { order, counts });
    const left = new Float64Array(size);
    let best: Split | null = null;
    for (let i = 0; i < order.length - 1; i++) {
      const start = order[i]! * size;
      for (let j = 0; j < size; j++) left[j]! += targets[start + j]!;
      const bin = bins[order[i]!]!;
      if (bin === bins[order[i + 1]!]!) continue;
      if (i + 1 < minLeaf || order.length - i - 1 < minLeaf) continue;
      const purity = purityOf(left, total, i + 1, order.length);
      if (best && purity <= best.purity) continue;
      best = { feature, threshold: columns.edges[feature]![bin]!, purity };
    }
    return best;
  };
}

/** Draws one threshold at random between the least and the largest value, as extra trees do. */
export function randomSplits(columns: TreeColumns, random: () => number): FindSplit {
  return (node, feature) => {
    const { rows, targets, size, total, minLeaf } = node;
    const values = columns.values.subarray(feature * columns.rows, (feature + 1) * columns.rows);
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (!(low < high)) return undefined;
    const drawn = Math.fround(low + random() * (high - low));
    const threshold = drawn < high ? drawn : low;
    const left = new Float64Array(size);
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (values[row]! > threshold) continue;
      count++;
      for (let j = 0; j < size; j++) left[j]! += targets[row * size + j]!;
    }
    if (count < minLeaf || rows.length - count < minLeaf) return null;
    return { feature, threshold, purity: purityOf(left, total, count, rows.length) };
  };
}

function purityOf(left: Float64Array, total: Float64Array, count: number, rows: number): number {
  let [inside, outside] = [0, 0];
  for (let j = 0; j < left.length; j++) {
    const sum = left[j]!;
    inside += sum * sum;
    outside += (total[j]! - sum) ** 2;
  }
  return inside / count + outside / (rows - count);
}

function isConstant(rows: Int32Array, bins: Uint8Array): boolean {
  const first = bins[rows[0]!]!;
  for (let i = 1; i < rows.length; i++) if (bins[rows[i]!]! !== first) return false;
  return true;
}

/** Sorts row numbers by bin: by insertion if they are few, else by counting. */
function sortByBin(
  rows: Int32Array,
  bins: Uint8Array,
  { order, counts }: { readonly order: Int32Array; readonly counts: Int32Array },
): void {
  if (rows.length <= 24) {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      let at = i;
      for (; at > 0 && bins[order[at - 1]!]! > bins[row]!; at--) order[at] = order[at - 1]!;
      order[at] = row;
    }
    return;
  }
  counts.fill(0);
  for (let i = 0; i < rows.length; i++) counts[bins[rows[i]!]! + 1]!++;
  for (let b = 0; b < 256; b++) counts[b + 1]! += counts[b]!;
  for (let i = 0; i < rows.length; i++) order[counts[bins[rows[i]!]!]!++] = rows[i]!;
}
