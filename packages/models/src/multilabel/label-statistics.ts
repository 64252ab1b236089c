import type { Matrix } from "@ebm/datasets";

/** Statistics of labels without x. */
export interface LabelStatistics {
  /** (ones + ½) / (known + 1): never 0 or 1. Shape [labels]. */
  readonly frequencies: Float32Array;
  /** 1 for labels with zeros and ones. Shape [labels]. */
  readonly varies: Uint8Array;
  /** The rarest label of each row, or −1 if it has none. Shape [rows]. */
  readonly strata: Int32Array;
}

/** Counts labels. NaN is unknown and does not count. */
export function labelStatistics({ data, shape: [rows, labels] }: Matrix): LabelStatistics {
  const ones = new Float64Array(labels);
  const known = new Float64Array(labels);
  for (let i = 0; i < data.length; i++) {
    if (Number.isNaN(data[i]!)) continue;
    ones[i % labels]! += data[i]!;
    known[i % labels]!++;
  }
  const strata = new Int32Array(rows).fill(-1);
  for (let i = 0; i < data.length; i++) {
    const [row, label] = [Math.floor(i / labels), i % labels];
    const rarest = strata[row]!;
    if (data[i] === 1 && (rarest < 0 || ones[label]! < ones[rarest]!)) strata[row] = label;
  }
  return {
    frequencies: Float32Array.from(ones, (count, j) => (count + 0.5) / (known[j]! + 1)),
    varies: Uint8Array.from(ones, (count, j) => Number(count > 0 && count < known[j]!)),
    strata,
  };
}
