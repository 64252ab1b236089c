import type { Matrix } from "@ebm/datasets";

/** Micro F1, and the influence of each row on it. */
export interface F1Terms {
  /** 2 Σ hits / Σ (predicted + actual labels). */
  readonly f1: number;
  /**
   * The linear part of each row in the mean: (2 hits − F1 · (predicted + actual)) / mean(predicted
   * + actual). The mean is 0; differences of two methods by row give the standard error of the
   * difference of their F1 (delta method). Shape [rows].
   */
  readonly influences: Float64Array;
}

/** Computes micro F1 and the influence of each row, for zeros and ones of shape [rows, labels]. */
export function f1Terms(predicted: ArrayLike<number>, actual: Matrix): F1Terms {
  const [rows, labels] = actual.shape;
  const hits = new Float64Array(rows);
  const sizes = new Float64Array(rows);
  for (let i = 0; i < rows * labels; i++) {
    const row = Math.floor(i / labels);
    hits[row]! += 2 * predicted[i]! * actual.data[i]!;
    sizes[row]! += predicted[i]! + actual.data[i]!;
  }
  const size = sizes.reduce((sum, value) => sum + value, 0) / rows;
  if (size === 0) return { f1: 0, influences: new Float64Array(rows) };
  const f1 = hits.reduce((sum, value) => sum + value, 0) / rows / size;
  return { f1, influences: hits.map((hit, row) => (hit - f1 * sizes[row]!) / size) };
}
