import type { Matrix } from "@ebm/datasets";

/** Columns of a matrix as trees read them. */
export interface TreeColumns {
  readonly rows: number;
  readonly features: number;
  /** The values, column by column. Shape [features, rows]. */
  readonly values: Float32Array;
  /** The bin of each value. Shape [features, rows]. */
  readonly bins: Uint8Array;
  /** `edges[f][b]` lies between the values of bins b and b + 1 of column f. */
  readonly edges: readonly Float32Array[];
}

const BINS = 256;

/** Sorts the values of each column into at most 256 bins of about equal counts. */
export function treeColumns({ data, shape: [rows, features] }: Matrix): TreeColumns {
  const values = new Float32Array(rows * features);
  const bins = new Uint8Array(rows * features);
  const edges: Float32Array[] = [];
  for (let f = 0; f < features; f++) {
    const column = values.subarray(f * rows, (f + 1) * rows);
    for (let row = 0; row < rows; row++) column[row] = data[row * features + f]!;
    const cuts = cutsOf(column);
    edges.push(cuts);
    for (let row = 0; row < rows; row++) bins[f * rows + row] = binOf(cuts, column[row]!);
  }
  return { rows, features, values, bins, edges };
}

/** Midpoints between values: all of them, or those nearest to the quantiles. */
function cutsOf(column: Float32Array): Float32Array {
  const sorted = column.slice().sort();
  const cuts: number[] = [];
  const between = (low: number, high: number): number => {
    const middle = Math.fround(low + (high - low) / 2);
    return middle < high ? middle : low;
  };
  const starts: number[] = [];
  for (let i = 1; i < sorted.length; i++) if (sorted[i]! > sorted[i - 1]!) starts.push(i);
  if (starts.length < BINS) {
    for (const i of starts) cuts.push(between(sorted[i - 1]!, sorted[i]!));
    return Float32Array.from(cuts);
  }
  let wanted = 1;
  for (const i of starts) {
    if (i < (wanted * sorted.length) / BINS) continue;
    cuts.push(between(sorted[i - 1]!, sorted[i]!));
    wanted = Math.floor((i * BINS) / sorted.length) + 1;
  }
  return Float32Array.from(cuts);
}

/** The number of cuts below a value. */
function binOf(cuts: Float32Array, value: number): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
